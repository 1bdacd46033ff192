"""What registration forms of each format usually ask, and who usually comes, as data to start from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypedDict

from webapp.events.types import EventFormat
from webapp.fields.types import ACCESS_NEEDS_KEPT_DAYS, NO, YES, Definition, FieldKind
from webapp.registration.types import CategoryKind

Text = dict[str, str]


class CategoryValues(TypedDict):
    """What a category is added with, but for its places."""

    kind: CategoryKind
    label: dict[str, str]
    opens_at: None
    closes_at: None
    code: str
    needs_approval: bool
    most_heads: int
    named: bool


@dataclass(frozen=True, slots=True)
class PresetCategory:
    """A category to start from; the organizer sets its places."""

    kind: CategoryKind
    label: Text
    most_heads: int = 6
    named: bool = True
    needs_approval: bool = False

    def values(self) -> CategoryValues:
        """As `add_category` takes it."""
        return {
            "kind": self.kind,
            "label": dict(self.label),
            "opens_at": None,
            "closes_at": None,
            "code": "",
            "needs_approval": self.needs_approval,
            "most_heads": self.most_heads,
            "named": self.named,
        }


@dataclass(frozen=True, slots=True)
class Preset:
    """Categories and questions that fit a format; a question is asked of kinds of categories where it says so."""

    categories: tuple[PresetCategory, ...]
    questions: tuple[Definition, ...]


def of_format(name: str) -> Preset:
    """The preset of a format; never nothing, for any event can ask who needs help to take part."""
    known: Mapping[str, Preset] = {each.value: preset for each, preset in _PRESETS.items()}
    return known.get(name, _ANY)


def _text(german: str, english: str) -> Text:
    return {"de": german, "en": english}


def _choices(*said: tuple[str, str, str]) -> tuple[tuple[str, Text], ...]:
    return tuple((key, _text(german, english)) for key, german, english in said)


_BUSINESS = PresetCategory(CategoryKind.BUSINESS, _text("Betrieb", "Business"))
_SCHOOL_CLASS = PresetCategory(
    CategoryKind.SCHOOL_CLASS, _text("Schulklasse", "School class"), most_heads=35, named=False
)
_PRESS = PresetCategory(CategoryKind.PRESS, _text("Presse", "Press"), most_heads=2, needs_approval=True)
_SPEAKER = PresetCategory(CategoryKind.SPEAKER, _text("Mitwirkende", "Speakers"), most_heads=2, needs_approval=True)
_HELPER = PresetCategory(CategoryKind.HELPER, _text("Helferinnen und Helfer", "Helpers"), most_heads=1)
_AUTHORITY = PresetCategory(CategoryKind.OWN, _text("Verwaltung", "Public administration"))
_RESEARCH = PresetCategory(CategoryKind.OWN, _text("Forschung und Hochschule", "Research and universities"))
_VISITORS = PresetCategory(CategoryKind.OWN, _text("Familien und Gäste", "Families and guests"))

_ACCESS: Final = Definition(
    key="access_needs",
    kind=FieldKind.ACCESS_NEEDS,
    label=_text("Was brauchen Sie, um gut teilnehmen zu können?", "What do you need in order to take part?"),
    help=_text(
        "Zum Beispiel einen Platz für den Rollstuhl, Gebärdensprache oder eine Begleitung.",
        "For example room for a wheelchair, sign language or an assistant.",
    ),
    longest=600,
    of_each=True,
    purpose=_text(
        "Damit alles für Sie vorbereitet ist. Wir löschen die Angabe kurz nach der Veranstaltung.",
        "So that everything is ready for you. We delete it shortly after the event.",
    ),
    kept_days=ACCESS_NEEDS_KEPT_DAYS,
)
_TRADE: Final = Definition(
    key="trade",
    kind=FieldKind.TRADE,
    label=_text("Ihr Gewerk", "Your trade"),
    purpose=_text("Damit der Austausch zu Ihrem Alltag passt.", "So that the talks fit your daily work."),
)
_SIZE: Final = Definition(
    key="size",
    kind=FieldKind.CHOICE,
    label=_text("Wie viele Menschen arbeiten im Betrieb?", "How many people work in the business?"),
    choices=_choices(
        ("small", "bis 5", "up to 5"), ("middle", "6 bis 20", "6 to 20"), ("large", "mehr als 20", "more than 20")
    ),
    purpose=_text("Damit Lose und Themen zur Größe passen.", "So that lots and topics fit the size."),
)
_EXPECTS: Final = Definition(
    key="expects",
    kind=FieldKind.LONG_TEXT,
    label=_text("Welche Frage bringen Sie mit?", "What question would you like to bring?"),
    longest=600,
    purpose=_text("Wir geben sie vorab an die Gesprächspartner.", "We pass it on to those who will answer it."),
)
_STATION: Final = Definition(
    key="station",
    kind=FieldKind.STATION,
    label=_text("An welcher Station möchten Sie mitarbeiten?", "Which station would you like to work at?"),
    of_each=True,
    purpose=_text("Damit an jeder Station genug Platz ist.", "So that there is enough room at each station."),
)
_PITCH: Final = Definition(
    key="pitch",
    kind=FieldKind.YES_NO,
    label=_text("Möchten Sie ein Vorhaben vorstellen?", "Would you like to present a project?"),
)
_PITCH_TITLE: Final = Definition(
    key="pitch_title",
    kind=FieldKind.LONG_TEXT,
    label=_text("Worum geht es in zwei Sätzen?", "What is it about, in two sentences?"),
    required=True,
    longest=400,
    show_when=("pitch", (YES,)),
    purpose=_text("Damit wir den Ablauf planen können.", "So that we can plan the day."),
)

_PHOTOS: Final = Definition(
    key="photos",
    kind=FieldKind.PHOTOS,
    label=_text("Dürfen wir Sie fotografieren?", "May we take photos of you?"),
    help=_text("Wer Nein sagt, ist genauso willkommen.", "You are just as welcome if you say no."),
    of_each=True,
    purpose=_text(
        "Für unseren Bericht von der Veranstaltung. Ohne Ihr Ja zeigen wir kein Bild von Ihnen.",
        "For our report on the event. Without your yes we show no picture of you.",
    ),
)

_ANY: Final = Preset((), (_ACCESS, _PHOTOS))
_PRESETS: Final[dict[EventFormat, Preset]] = {
    EventFormat.FUTURE_WORKSHOP: Preset(
        (_BUSINESS, _RESEARCH, _AUTHORITY, _PRESS), (_TRADE, _EXPECTS, _STATION, _ACCESS, _PHOTOS)
    ),
    EventFormat.PROCUREMENT_CONFERENCE: Preset(
        (
            _BUSINESS,
            PresetCategory(CategoryKind.OWN, _text("Vergabestelle", "Contracting body")),
            _PRESS,
        ),
        (
            _TRADE,
            _SIZE,
            Definition(
                key="offered_before",
                kind=FieldKind.YES_NO,
                label=_text(
                    "Haben Sie schon einmal bei einer öffentlichen Vergabe angeboten?",
                    "Have you ever bid for a public contract?",
                ),
            ),
            Definition(
                key="kept_from_it",
                kind=FieldKind.SEVERAL,
                label=_text("Was hat Sie bisher davon abgehalten?", "What has kept you from it so far?"),
                choices=_choices(
                    ("unknown", "Ich erfahre nicht davon", "I don’t hear of it"),
                    ("paper", "Zu viel Papier", "Too much paperwork"),
                    ("size", "Die Lose sind zu groß", "The lots are too large"),
                    ("time", "Die Fristen sind zu kurz", "The deadlines are too short"),
                ),
                show_when=("offered_before", (NO,)),
                purpose=_text("Daran wollen wir arbeiten.", "That is what we want to work on."),
            ),
            _EXPECTS,
            _ACCESS,
            _PHOTOS,
        ),
    ),
    EventFormat.INDUSTRIAL_DIALOGUE: Preset(
        (_BUSINESS, _RESEARCH, _AUTHORITY, _PRESS), (_PITCH, _PITCH_TITLE, _EXPECTS, _ACCESS, _PHOTOS)
    ),
    EventFormat.CRAFTS_DAY: Preset(
        (_VISITORS, _SCHOOL_CLASS, _BUSINESS, _HELPER, _PRESS),
        (
            Definition(
                key="interest",
                kind=FieldKind.TRADE,
                label=_text("Welches Gewerk interessiert Sie am meisten?", "Which trade interests you most?"),
                purpose=_text("Damit wir genug Werkbänke aufbauen.", "So that we set up enough benches."),
            ),
            Definition(
                key="grade",
                kind=FieldKind.TEXT,
                label=_text("Schule und Klassenstufe", "School and year group"),
                longest=160,
                asked_of=(CategoryKind.SCHOOL_CLASS.value,),
            ),
            _ACCESS,
            _PHOTOS,
        ),
    ),
    EventFormat.INNOVATION_CONFERENCE: Preset(
        (_BUSINESS, _RESEARCH, _AUTHORITY, _SPEAKER, _PRESS), (_PITCH, _PITCH_TITLE, _ACCESS, _PHOTOS)
    ),
    EventFormat.TEST_DAY: Preset((_BUSINESS, _RESEARCH), (_TRADE, _EXPECTS, _ACCESS, _PHOTOS)),
    EventFormat.PRESS_DATE: Preset((_PRESS,), (_ACCESS, _PHOTOS)),
}
