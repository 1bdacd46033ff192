"""What readers are told to do about a problem with what they entered."""

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.fields.types import Problem, ProblemCode
from webapp.foundation.http import formats


def problem_text(problem: Problem) -> str:
    """What to do about the problem, as one sentence."""
    if problem.code is ProblemCode.TOO_LONG:
        return str(_("Please shorten this to %(limit)s characters.", limit=formats.number(problem.limit)))
    if problem.code in {ProblemCode.TOO_MANY, ProblemCode.TOO_FEW, ProblemCode.FEW_LEFT}:
        return _counted_text(problem)
    if problem.code is ProblemCode.TOO_LOW:
        return str(_("Please enter a number of %(limit)s or more.", limit=formats.exact(problem.limit)))
    if problem.code is ProblemCode.TOO_HIGH:
        return str(_("Please enter a number of %(limit)s or less.", limit=formats.exact(problem.limit)))
    words: dict[ProblemCode, str] = {
        ProblemCode.NO_DATE: _("Please enter a date such as 6.5.2026."),
        ProblemCode.NO_CHOICE: _("Please choose one of the options."),
        ProblemCode.NO_AMOUNT: _("Please check the amount."),
        ProblemCode.MISSING: _("Please fill in this field."),
        ProblemCode.NO_NUMBER: _("Please enter a number."),
        ProblemCode.NO_ADDRESS: _("Please check the email address, as in name@example.org."),
        ProblemCode.NO_PHONE: _("Please check the telephone number, as in 0371 123456."),
        ProblemCode.NO_TRADE: _("Please choose a trade from the list."),
        ProblemCode.NO_CONSENT: _("Please agree that we may keep this, or leave the field empty."),
        ProblemCode.NOTICE_CHANGED: _("The privacy notice has changed. Please read it again and tick the box."),
        ProblemCode.FULL: _("Please choose something else: this is now fully booked."),
        ProblemCode.NOT_ASKED: _("Please leave this empty: it isn’t asked of the category you chose."),
        ProblemCode.FILE_AGAIN: _("Please choose the file again: we couldn’t keep it."),
        ProblemCode.FILE_DAMAGED: _("Please choose the file again: it is damaged or incomplete."),
        ProblemCode.NO_FILE: _("Please choose a PDF, a picture or an office document of at most 10 MB."),
    }
    return words.get(problem.code) or str(_("We can’t read this field. Please enter it again."))


def _counted_text(problem: Problem) -> str:
    if problem.code is ProblemCode.TOO_MANY:
        return str(ngettext("Please enter one item only.", "Please enter no more than %(num)s items.", problem.limit))
    if problem.code is ProblemCode.FEW_LEFT:
        return str(
            ngettext(
                "Please choose something else: only one place is left here.",
                "Please choose something else: only %(num)s places are left here.",
                int(problem.limit),
            )
        )
    return str(
        ngettext(
            "Please choose something else: only one person in all can take part here.",
            "Please choose something else: only %(num)s people in all can take part here.",
            int(problem.limit),
        )
    )


def questions_changed() -> str:
    """What is said above a form that was opened before its questions changed."""
    return str(_("The questions have changed meanwhile. Please look at your answers again."))


def said_of(whose: str, sentence: str) -> str:
    """The sentence with the name of the one among several people whom it is about."""
    return str(_("%(person)s: %(sentence)s", person=whose, sentence=sentence)) if whose else sentence
