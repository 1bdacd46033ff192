"""The schema of what a device at the door uploads (docs/door.md), and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from webapp.checkin import rules
from webapp.checkin.errors import ScanInvalidError
from webapp.checkin.services import MOST_AT_ONCE, DeviceReport
from webapp.checkin.types import LONGEST_DEVICE, LONGEST_GATE, Direction, Scan, Verdict

_LONGEST_SHOWN = 2000
_LONGEST_ID = 36
_LONGEST_REFERENCE = 22
_LONGEST_NAME = 160
_MOST_WALK_INS = 50
_MOST_HEADS = 60
_FULL_BATTERY = 100
_LATEST_MOMENT = 10**14  # in milliseconds; beyond it no clock is meant
_LARGEST = 10**9

T = TypeVar("T")


def _whole_letters(value: object) -> object:
    """An emoji cut in half by the device is no reason to forget who came."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


def _an_id(value: str) -> str:
    if not rules.is_scan_id(value):
        raise ValueError("an id is a UUID")
    return value


def _none_of_nothing(value: object) -> object:
    return None if value == "" else value


# What a database and a page can take; pydantic itself lets no half of a letter through.
_WRITABLE = StringConstraints(pattern=r"^[^\x00]*$")
_FOR_PEOPLE = BeforeValidator(_whole_letters)
_Id = Annotated[str, StringConstraints(max_length=_LONGEST_ID), AfterValidator(_an_id)]
_Reference = Annotated[str, _WRITABLE, StringConstraints(max_length=_LONGEST_REFERENCE)]
_Gate = Annotated[str, _FOR_PEOPLE, _WRITABLE, StringConstraints(max_length=LONGEST_GATE)]
_Name = Annotated[str, _FOR_PEOPLE, _WRITABLE, StringConstraints(max_length=_LONGEST_NAME)]
_Moment = Annotated[int, Field(ge=0, lt=_LATEST_MOMENT)]
_Number = Annotated[int, Field(ge=0, le=_LARGEST)]
_Verdict = Annotated[Verdict, Field(strict=False)]


class _Record(BaseModel):
    """Numbers are numbers and texts are texts; what an app of tomorrow sends besides is passed over."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class _SentFact(_Record):
    id: _Id
    at: _Moment
    ticket: _Reference = ""
    direction: Annotated[Direction, Field(strict=False)] = Direction.IN
    gate: _Gate = ""
    area: _Reference = ""
    undoes: Literal[""] | _Id = ""
    verdict: Annotated[_Verdict | None, BeforeValidator(_none_of_nothing)] = None
    shown: Annotated[str, _WRITABLE, StringConstraints(max_length=_LONGEST_SHOWN)] = ""

    @model_validator(mode="after")
    def _says_what_is_taken_back(self) -> Self:
        if bool(self.undoes) != (self.direction is Direction.UNDO):
            raise ValueError("what takes something back says what, and nothing else does")
        return self


class _SentPerson(_Record):
    id: _Id
    at: _Moment
    name: _Name = ""
    others: Annotated[list[_Name], Field(max_length=_MOST_HEADS - 1)] = Field(default_factory=list)
    heads: _Number = 0
    category: _Reference = ""
    gate: _Gate = ""
    undone: Annotated[bool, BeforeValidator(lambda value: value is True)] = False


class _Upload(_Record):
    sent_at: _Moment
    device: Annotated[str, _WRITABLE, StringConstraints(max_length=LONGEST_DEVICE)] = ""
    name: _Gate = ""
    since: Annotated[int, Field(ge=0, le=_LATEST_MOMENT)] = 0
    facts: Annotated[list[object], Field(max_length=MOST_AT_ONCE)] = Field(default_factory=list)
    walk_ins: Annotated[list[object], Field(max_length=_MOST_WALK_INS)] = Field(default_factory=list)
    waiting: _Number = 0
    battery: _Number | None = None
    off: Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)] = 0
    list_age: _Number | None = None


@dataclass(frozen=True, slots=True)
class SentWalkIn:
    """Somebody put down at the door, or `undone`: put down by mistake. `heads` counts where nobody has a name."""

    id: str
    at: datetime
    name: str
    others: tuple[str, ...]
    heads: int
    category: str
    gate: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """An upload. `shown` is what was read where the device can't tell what it is; then there is one scan only.

    `refused` are the ids, as they were sent, of what can't be read and never will be.
    """

    scans: list[Scan]
    walk_ins: list[SentWalkIn]
    since: int
    report: DeviceReport
    refused: tuple[object, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Clock:
    """How to read the device's times."""

    sent_at: datetime
    received_at: datetime

    def read(self, at: int) -> datetime:
        return rules.scanned_at(_moment(at), sent_at=self.sent_at, received_at=self.received_at)


def read_sent(body: object, *, now: datetime) -> Sent:
    """An upload as the app sends it; ScanInvalidError for anything else.

    A fact that can't be read is named, so that the device lets go of it: its neighbours are taken all the same.
    """
    try:
        upload = _Upload.model_validate(body)
    except ValidationError:
        raise ScanInvalidError from None
    clock, refused = _Clock(_moment(upload.sent_at), now), list[object]()
    facts = _those_that_can_be(
        upload.facts, refused, lambda each: _scan(_SentFact.model_validate(each), clock, upload.device)
    )
    shown = [each for _, each in facts if each]
    if shown and len(facts) > 1:
        raise ScanInvalidError
    people = _those_that_can_be(
        upload.walk_ins, refused, lambda each: _walk_in(_SentPerson.model_validate(each), clock)
    )
    scans, report = [scan for scan, _ in facts], _report(upload, now)
    return Sent(scans, people, upload.since, report, tuple(refused), shown[0] if shown else "")


def _those_that_can_be(records: list[object], refused: list[object], read: Callable[[object], T]) -> list[T]:
    found: list[T] = []
    for each in records:
        try:
            found.append(read(each))
        except (ValidationError, OverflowError):
            refused.append(each.get("id") if isinstance(each, dict) else None)
    return found


def _scan(fact: _SentFact, clock: _Clock, device: str) -> tuple[Scan, str]:
    scan = Scan(
        id=fact.id,
        reference=fact.ticket or None,
        direction=fact.direction,
        at=clock.read(fact.at),
        gate=fact.gate,
        area=fact.area,
        device=device,
        shown=fact.verdict,
        undoes=fact.undoes,
    )
    return scan, fact.shown


def _walk_in(person: _SentPerson, clock: _Clock) -> SentWalkIn:
    return SentWalkIn(
        id=person.id,
        at=clock.read(person.at),
        name=person.name,
        others=tuple(person.others),
        heads=min(max(person.heads, 1), _MOST_HEADS),
        category=person.category,
        gate=person.gate,
        undone=person.undone,
    )


def _report(upload: _Upload, now: datetime) -> DeviceReport:
    listed = upload.list_age
    return DeviceReport(
        id=upload.device,
        name=upload.name,
        waiting=upload.waiting,
        battery=None if upload.battery is None else min(upload.battery, _FULL_BATTERY),
        off_ms=upload.off,
        list_at=None if listed is None else datetime.fromtimestamp(now.timestamp() - listed, UTC),
    )


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
