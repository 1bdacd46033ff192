"""Forms that set an event up and change it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import (
    BooleanField,
    Field,
    Form,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from webapp.admin.events.forms.hosting import HostingForm
from webapp.admin.inputs.controls import (
    AddressField,
    DayAndTimeField,
    LineField,
    NumberField,
    ParagraphsField,
    WebAddressField,
    options,
)
from webapp.admin.inputs.entries_field import EntriesField
from webapp.admin.inputs.languages import LanguageField
from webapp.admin.inputs.limits import LONGEST_TEXT, MOST_PLACES, Remark, between, up_to
from webapp.admin.inputs.postal import postcode_field, street_field, town_field
from webapp.admin.inputs.rows_field import RowsField
from webapp.admin.inputs.spans import SpanForm, said_too_late
from webapp.admin.wording.features import FEATURES
from webapp.events.types import LONGEST_TEASER, LONGEST_TITLE, Audience, Place
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.plans.queries import measure_ids

if TYPE_CHECKING:
    from webapp.admin.hosts import Host
    from webapp.events.models import Event
    from webapp.plans.types import MeasureId


Choices = list[tuple[str, str]]

# As the pages show them together.
_SPAN = ("day", "starts", "ends", "last_day")
_PLACE = ("venue", "venue_name", "venue_street", "venue_postcode", "venue_city", "venue_access")


class MeasureRow(Form):
    """A measure and why the event serves it."""

    measure = SelectField(_l("Measure"), choices=[], default="")
    reason = LineField(
        _l("Why this event supports the measure"),
        [up_to(500)],
        filters=[lambda text: text or ""],
    )

    def validate_reason(self, field: Field) -> None:
        if field.data and not self.measure.data:
            raise ValidationError(_("Please choose the measure that this reason belongs to."))


_TO_PUBLISH = Remark(_l("needed to publish"))


class PlaceForm(BaseForm):
    """A known venue or a new one."""

    venue = SelectField(
        _l("Venue"), choices=[], default="", validators=[Remark(_l("needed to publish, unless people join online"))]
    )
    venue_name = LineField(_l("Name of the venue"), [up_to(200)])
    venue_street = street_field()
    venue_postcode = postcode_field()
    venue_city = town_field(120)
    venue_access = ParagraphsField(
        _l("Accessibility details"),
        [up_to(LONGEST_TEXT)],
        description=_l("Steps, lift, toilet, hearing loop, parking nearby. You can add this to a known venue too."),
    )

    def validate_venue_name(self, field: Field) -> None:
        if field.data and self.venue.data:
            raise ValidationError(_("Please either choose a known venue or describe a new one, not both."))
        described = self.venue_street.data or self.venue_postcode.data or self.venue_city.data
        if not field.data and (described or (self.venue_access.data and not self.venue.data)):
            raise ValidationError(_("Please enter the name of the new venue."))

    def read(self, thing: "Event") -> dict[str, object]:
        """Where the event takes place, and what it adds to what the venue says of itself."""
        venue = thing.venue.public_id if thing.venue else ""
        return {**super().read(thing), "venue": venue, "venue_access": thing.access_note}

    @property
    def place(self) -> Place:
        """What was said about the venue, for the service that settles it."""
        return {
            "chosen": self.venue.data or "",
            "name": self.venue_name.data,
            "street": self.venue_street.data,
            "postcode": self.venue_postcode.data,
            "city": self.venue_city.data,
            "access": self.venue_access.data,
        }


class EventBasics(PlaceForm):
    """What every event has."""

    title = kept(
        LineField(
            _l("Title"),
            [DataRequired(_l("Please give the event a title.")), up_to(LONGEST_TITLE)],
        )
    )
    host = SelectField(_l("Host"), choices=[], validators=[InputRequired(_l("Please choose the host."))])
    contact_name = kept(LineField(_l("Contact person"), [up_to(120)]))
    contact_email = kept(AddressField(_l("Contact email"), [up_to(320), _TO_PUBLISH]))
    measures = kept(
        RowsField(FormField(MeasureRow), _l("Measures that the event supports"), spare=2, most=20, fewest=3),
        shown=lambda event: [{"measure": link.measure.slug, "reason": link.reason} for link in event.measures],
        told=lambda rows: _measures([(row["measure"], row["reason"]) for row in rows if row["measure"]]),
    )

    def offer(self, *, venues: Choices, hosts: Sequence["Host"], measures: dict[str, Choices]) -> None:
        """Fill the choices; measures are grouped by their plans, and aren't asked for where there are none."""
        self.venue.choices = options([("", _("Not decided yet")), *venues])
        # Whoever may speak for several must say for whom: a first one in the list would be chosen by accident.
        named, self.host_ids = [(each.key, each.name) for each in hosts], {each.key: each.id for each in hosts}
        self.host.choices = options(named if len(named) == 1 else [("", _("Please choose")), *named])
        by_plan = [choice for plan, of_plan in measures.items() for choice in options(of_plan, plan)]
        for row in self.measures:
            row.measure.choices = options([("", _("No measure"))]) + by_plan
        # What was sent stays, to be refused at its field.
        if not by_plan and not any(row.measure.data or row.reason.data for row in self.measures):
            self.leave_out("measures")

    def changes(self) -> dict[str, Any]:
        """Without plans the event serves nothing of them."""
        return {"measures": [], **super().changes()}


class PlacesMixin:
    capacity = kept(
        NumberField(
            _l("Places"),
            [Optional(), between(1, MOST_PLACES)],
            description=_l("Leave empty if there is no limit."),
        ),
        shown=lambda event: event.pool.capacity,
    )


class NewEventForm(EventBasics, SpanForm, PlacesMixin):
    """A new event of a format."""

    page_order = (
        "title",
        *_SPAN,
        *_PLACE,
        "capacity",
        "measures",
        "host",
    )

    def changes(self) -> dict[str, Any]:
        """The host too."""
        return {**super().changes(), "host_id": self.host_ids[self.host.data]}


class EventDetails(HostingForm, EventBasics):
    """Everything that can be said about an event at any time."""

    teaser = kept(
        LineField(
            _l("In one or two sentences"),
            [up_to(LONGEST_TEASER), _TO_PUBLISH],
            description=_l("Shown in lists and search results."),
        )
    )
    description = kept(
        ParagraphsField(
            _l("Description"),
            [up_to(LONGEST_TEXT)],
            description=_l("Markdown: **bold**, - for lists, # for headings."),
            render_kw={"rows": 10},
        )
    )
    plain_language = kept(
        ParagraphsField(
            _l("In plain language"),
            [up_to(LONGEST_TEXT)],
            description=_l("Short sentences, one idea each, no jargon."),
            render_kw={"rows": 6},
        )
    )
    language = kept(
        LanguageField(
            _l("Language of these texts"),
            [InputRequired(_l("Please choose one."))],
        )
    )
    audience = kept(EntriesField(_l("For whom"), description=_l("One group on each line."), render_kw={"rows": 3}))
    bring = kept(EntriesField(_l("What to bring"), description=_l("One thing on each line."), render_kw={"rows": 3}))
    closes_at = kept(
        DayAndTimeField(
            _l("Registration closes"),
            [Optional()],
            description=_l("Leave empty to keep registration open until the event starts."),
        ),
        "registration_closes_at",
    )
    series = kept(
        LineField(
            _l("Series"),
            [up_to(LONGEST_TITLE)],
            description=_l("Events of one series share a calendar. A new name makes a new series."),
        ),
        shown=lambda event: event.series.title if event.series else "",
    )
    conference_url = kept(
        WebAddressField(
            _l("Link for joining online"),
            [up_to(500), Remark(_l("needed to publish where there is no venue"))],
            description=_l(
                "Only people with a place get to see it: on their page, in their emails and calendars. Where no one "
                "has to register, everyone sees it on the event’s page."
            ),
        )
    )
    all_day = kept(
        BooleanField(
            _l("Show as an all-day event in calendars"),
            description=_l("For events lasting several days; give the times in the text."),
        )
    )
    features = kept(SelectMultipleField(_l("Features"), choices=options(FEATURES.items())))

    sections = MappingProxyType(
        {
            "about": ("title", "teaser", "description", "plain_language", "language"),
            "when": (*_SPAN, *_PLACE),
            "online": ("conference_url", "all_day"),
            "places": ("capacity", "closes_at"),
            "to_know": ("audience", "bring", "features"),
            "serves": ("measures", "series"),
            "host": ("host", "partners", "partner_name", "partner_city"),
            "contact": ("contact_name", "contact_email"),
            "funding": ("funding", "funding_notice"),
        }
    )

    def __init__(self, *args: object, zone: str, begins: datetime, **rest: object) -> None:
        super().__init__(*args, zone=zone, **rest)
        self.begins = begins

    def read(self, thing: "Event") -> dict[str, object]:
        """Who hosts it too."""
        return {**super().read(thing), "host": thing.host.key}

    def changes(self) -> dict[str, Any]:
        """Who hosts it, where that is somebody else by now."""
        said = super().changes()
        is_the_same = self.host.data == self.host.object_data
        return said if is_the_same else {**said, "host_id": self.host_ids[self.host.data]}

    def validate_closes_at(self, field: DayAndTimeField) -> None:
        if field.data is None:
            return
        begins = self.will_begin()
        if begins is not None and cast("datetime", field.moment) > begins:
            raise ValidationError(said_too_late())

    def will_begin(self) -> datetime | None:
        """When the event begins, as far as that is known while the form is checked."""
        return self.begins


class DraftForm(EditForm, EventDetails, SpanForm, PlacesMixin):
    """A draft: everything can change."""

    def will_begin(self) -> datetime | None:
        return self._moment(self.day.data, self.starts.data)


NOBODY_TO_TELL = MappingProxyType(dict.fromkeys(Audience, 0))


class PublishedForm(DraftForm):
    """A published event: its date and places change on pages of their own, because people have to be told.

    Of another place nobody is told but whom the desk says; `told` counts whom there is to tell.
    """

    tells = kept(
        RadioField(
            _l("If the venue or the link changes"),
            choices=[],
            validators=[Optional()],
            description=_l("A new link alone is only told to people who have a place."),
        ),
        shown=lambda _event: "",
        told=lambda chosen: Audience(chosen) if chosen else Audience.NOBODY,
    )
    sections = MappingProxyType({**EventDetails.sections, "when": (*EventDetails.sections["when"], "tells")})

    def __init__(self, *args: object, told: Mapping[Audience, int] = NOBODY_TO_TELL, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.was_at = self.venue.object_data or "", self.conference_url.object_data or ""
        self.leave_out(*_SPAN, "capacity")
        if told[Audience.ALL]:
            self.tells.choices = options(_audiences(told))
        else:
            self.leave_out("tells")

    def is_complete(self) -> bool:
        """True once it is said whom to tell of another place."""
        is_there = (self.venue.data or "", self.conference_url.data) == self.was_at and not self.venue_name.data
        if is_there or "tells" not in self or self.tells.data:
            return super().is_complete()
        self.tells.errors = [_("Please choose who should be told that the event takes place elsewhere.")]
        return False

    def will_begin(self) -> datetime | None:
        return self.begins

    def why_left_out(self) -> list[str]:
        """Where what a page of the draft still offered is changed now."""
        if not self.left_out:
            return []
        said = _(
            "The event was published in the meantime. Its date and its number of places now have pages of their own: "
            "follow the links below. Everything else you entered is still here; save again to keep it."
        )
        return [said, *super().why_left_out()]


def _audiences(told: Mapping[Audience, int]) -> list[tuple[str, str]]:
    everybody, coming = told[Audience.ALL], told[Audience.COMING]
    said = ngettext(
        "Email %(num)s person: everyone who registered or was invited",
        "Email %(num)s people: everyone who registered or was invited",
        everybody,
    )
    rows = [(Audience.ALL.value, said)]
    if 0 < coming < everybody:
        only = ngettext("Email %(num)s person who has a place", "Email %(num)s people who have a place", coming)
        rows.append((Audience.COMING.value, only))
    return [*rows, (Audience.NOBODY.value, str(_("Tell no one; calendars are updated all the same")))]


def _measures(chosen: list[tuple[str, str]]) -> list[tuple["MeasureId", str]]:
    ids = measure_ids(slug for slug, _reason in chosen)
    return [(ids[slug], reason) for slug, reason in chosen]
