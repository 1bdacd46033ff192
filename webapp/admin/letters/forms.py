"""What an organizer says in mails, to whom, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange

from webapp.admin.inputs.controls import LineField, NumberField, ParagraphsField, WebAddressField, options
from webapp.admin.letters.labels import PLACEHOLDER_WORDS
from webapp.admin.wording.labels import STATES
from webapp.admin.wording.placeholders import refuse
from webapp.foundation.errors import DomainError
from webapp.foundation.http import site
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.forms import OptionalSelectField
from webapp.foundation.http.kept_fields import kept
from webapp.foundation.http.language import LANGUAGES
from webapp.mail.errors import MomentOverError
from webapp.mail.types import PLACEHOLDERS, MailKind, Moment, OwnWords, Recipients
from webapp.registration.types import CategoryId, RegistrationFilter, RegistrationStatus

if TYPE_CHECKING:
    from webapp.mail.models import Mailing

LONGEST_SUBJECT = 150
LONGEST_TEXT = 5000
_TOO_LONG = _l("Please shorten this to %(max)d characters at most.")
_WHO = (RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING, RegistrationStatus.REQUESTED)


def spoken_for(lang: str) -> str:
    """In which language the words for an event of this one have to be there: its own, unless that one is off."""
    on = site.current()
    return lang if lang in on.languages else on.required_language


def placeholders_of(kind: MailKind) -> str:
    """What may stand in braces and what it stands for, as a hint says it."""
    return ", ".join(f"{{{name}}} ({PLACEHOLDER_WORDS[name]})" for name in PLACEHOLDERS[kind])


class WordsForm(BaseForm):
    """Other words for the mails of one kind, in one language."""

    subject = kept(LineField(_l("Subject"), [Length(max=LONGEST_SUBJECT, message=_TOO_LONG)]))
    text = kept(ParagraphsField(_l("Text"), [Length(max=LONGEST_TEXT, message=_TOO_LONG)], render_kw={"rows": 8}))

    def words(self) -> OwnWords:
        """What was typed."""
        return OwnWords(**self.changes())

    def say_refusal(self, refusal: DomainError) -> bool:
        """A placeholder that can't be filled in, at the words that it stands in."""
        return refuse(self, refusal) or super().say_refusal(refusal)


class MailingForm(BaseForm):
    """Words for many, and who they are."""

    status = SelectField(_l("Status of the registration"), choices=[])
    category = OptionalSelectField(_l("Category"), choices=[])
    tag = OptionalSelectField(_l("Tag"), choices=[])
    came = BooleanField(_l("Only people who attended"))
    amount = NumberField(
        _l("How long"), [InputRequired(), NumberRange(1, 99, _l("Please enter a number from %(min)d to %(max)d."))]
    )
    unit = SelectField(_l("Unit"), choices=[])
    subject_de = LineField(_l("Subject in German"), [Length(max=LONGEST_SUBJECT, message=_TOO_LONG)])
    text_de = ParagraphsField(
        _l("Text in German"), [Length(max=LONGEST_TEXT, message=_TOO_LONG)], render_kw={"rows": 8}
    )
    subject_en = LineField(_l("Subject in English"), [Length(max=LONGEST_SUBJECT, message=_TOO_LONG)])
    text_en = ParagraphsField(
        _l("Text in English"), [Length(max=LONGEST_TEXT, message=_TOO_LONG)], render_kw={"rows": 8}
    )
    link = WebAddressField(_l("Link to a survey"), [Length(max=500, message=_TOO_LONG)])
    is_news = BooleanField(
        _l("News that people can unsubscribe from"),
        description=_l(
            "The email will then include an unsubscribe link. Don’t tick this for messages people need for the event."
        ),
    )

    def __init__(
        self, kind: MailKind, categories: Iterable[tuple[str, str]], tags: Iterable[str], *, lang: str, **rest: object
    ) -> None:
        super().__init__(**rest)
        self.kind, self.lang = kind, spoken_for(lang)
        everybody = [("", _l("Everyone registered or on the waiting list"))]
        self.status.choices = options([*everybody, *((each.value, STATES[each.value]) for each in _WHO)])
        self.category.choices = options([("", _l("All")), *categories])
        self.tag.choices = options([("", _l("All")), *((tag, tag) for tag in tags)])
        self.unit.choices = options([("days", _l("Days")), ("hours", _l("Hours"))])
        absent = {
            MailKind.MESSAGE: ("amount", "unit", "came", "link"),
            MailKind.REMINDER: ("came", "link", "is_news"),
            MailKind.THANKS: ("is_news",),
        }[kind]
        # What was sent stays: it is refused when it is gone meanwhile, or everybody would be written to.
        bare = [name for name in ("category", "tag") if len(self[name].choices) == 1 and not self[name].data]
        off = [lang for lang in LANGUAGES if lang not in site.current().languages]
        self.leave_out(*absent, *bare, *(f"{name}_{lang}" for lang in off for name in ("subject", "text")))

    def _reaches_the_seated_only(self) -> bool:
        return self.status.data == RegistrationStatus.CONFIRMED or bool("came" in self and self.came.data)

    @property
    def languages(self) -> list[str]:
        """In which languages it may be said, the one that has to be there first."""
        return sorted((lang for lang in LANGUAGES if f"text_{lang}" in self), key=lambda lang: lang != self.lang)

    def texts(self) -> dict[str, OwnWords]:
        """What was typed, by language."""
        given = {lang: OwnWords(self[f"subject_{lang}"].data, self[f"text_{lang}"].data) for lang in self.languages}
        return {lang: words for lang, words in given.items() if words.subject or words.text}

    def recipients(
        self, categories: Mapping[str, CategoryId | None], among: RegistrationFilter | None = None
    ) -> Recipients:
        """Who gets it; `categories` by public id, `among`: what it was narrowed to on other pages."""
        status = self.status.data
        wanted = replace(
            among or RegistrationFilter(),
            status=RegistrationStatus(status) if status else None,
            category_id=categories.get(self.category.data) if "category" in self else None,
            tag=self.tag.data if "tag" in self else "",
        )
        return Recipients(wanted, came=bool("came" in self and self.came.data))

    def moment(self) -> Moment:
        """When it goes out, counted from the event."""
        if "amount" not in self:
            return Moment()
        amount = self.amount.data or 0
        return Moment(hours=amount) if self.unit.data == "hours" else Moment(days=amount)

    refusals = MappingProxyType({MomentOverError: ("amount", _l("This time has already passed."))})

    def say_refusal(self, refusal: DomainError) -> bool:
        """A placeholder that can't be filled in, at the words that it stands in."""
        return refuse(self, refusal, f"_{getattr(refusal, 'lang', '')}") or super().say_refusal(refusal)

    def is_complete(self) -> bool:
        """True when a message says something in the event's language, and whatever it says has a subject and a text.

        The usual reminder and thanks speak to people with a place, or who came; others need words of their own.
        """
        if self.kind is not MailKind.MESSAGE:
            if not self._reaches_the_seated_only() and not self[f"text_{self.lang}"].data:
                self.status.errors = [_("The usual text speaks of a place. Please write your own text for this group.")]
            return not self.errors
        return self._says_something(self.lang)

    def _says_something(self, lang: str) -> bool:
        for each in self.languages:
            for name, missing in (("subject", _("Please enter a subject.")), ("text", _("Please enter the message."))):
                field, other = self[f"{name}_{each}"], self[f"{'text' if name == 'subject' else 'subject'}_{each}"]
                if not field.data and (each == lang or other.data):
                    field.errors = [missing]
        return not self.errors


def shown_of(mailing: "Mailing", categories: Mapping[CategoryId, str]) -> dict[str, object]:
    """What the form shows of a mailing; `categories`: public ids. One that is gone must be chosen anew."""
    recipients = Recipients.from_record(mailing.wanted)
    wanted = recipients.wanted
    texts = {f"{name}_{lang}": said for lang, words in mailing.texts.items() for name, said in words.items()}
    return {
        "status": wanted.status.value if wanted.status else "",
        "category": categories.get(wanted.category_id, "gone") if wanted.category_id is not None else "",
        "tag": wanted.tag,
        "came": recipients.came,
        "amount": mailing.hours or mailing.days or None,
        "unit": "hours" if mailing.hours else "days",
        "link": mailing.link,
        "is_news": not mailing.is_service,
        **texts,
    }


class EditMailingForm(MailingForm, EditForm):
    """A mailing that nobody has got yet."""


class EditWordsForm(EditForm, WordsForm):
    """The words that are kept for mails of one kind."""
