"""Words for kinds of categories and questions, and for what is wrong with a form's questions."""

from flask_babel import lazy_gettext as _l

from webapp.fields.types import Fault, FieldKind
from webapp.registration.types import CategoryKind

CATEGORY_KINDS = {
    CategoryKind.BUSINESS.value: _l("Business"),
    CategoryKind.SCHOOL_CLASS.value: _l("School class"),
    CategoryKind.PRESS.value: _l("Press"),
    CategoryKind.SPEAKER.value: _l("Speaker"),
    CategoryKind.HELPER.value: _l("Helper"),
    CategoryKind.OWN.value: _l("Other"),
}


# Not every kind of field: some exist for idea canvases only.
QUESTION_KINDS = {
    FieldKind.TEXT.value: _l("A line of text"),
    FieldKind.LONG_TEXT.value: _l("A longer text"),
    FieldKind.CHOICE.value: _l("One of several answers"),
    FieldKind.SEVERAL.value: _l("Several answers"),
    FieldKind.YES_NO.value: _l("Yes or no"),
    FieldKind.NUMBER.value: _l("A number"),
    FieldKind.DATE.value: _l("A date"),
    FieldKind.EMAIL.value: _l("An email address"),
    FieldKind.PHONE.value: _l("A telephone number"),
    FieldKind.ORGANISATION.value: _l("A business or organisation"),
    FieldKind.TRADE.value: _l("A trade listed in the Crafts Code"),
    FieldKind.STATION.value: _l("One of the stations"),
    FieldKind.FILE.value: _l("A file"),
    FieldKind.ACCESS_NEEDS.value: _l("Access needs"),
    FieldKind.PHOTOS.value: _l("Photo consent"),
}


FAULTS = {
    Fault.CONDITION_LATER: _l("It depends on a question that comes later. Please move that one up first."),
    Fault.CONDITION_OF_OTHERS: _l("It depends on a question that is not asked of the same people."),
    Fault.CONDITION_GONE: _l(
        "Another question depends on an answer that would be removed. Please change that one first."
    ),
    Fault.NO_CHOICES: _l("Please enter at least one answer."),
    Fault.NO_RANGE: _l("The maximum must not be below the minimum."),
}
