"""What is left until an office can publish an event. Each slice in which something of it is done adds a line."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from webapp.accounts import rights
from webapp.admin.hosts import Host, open_hosts
from webapp.events.queries import has_published_event
from webapp.foundation.http import site


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """A step, where it is done, and whether it is; without `required` an event can be published all the same.

    What is done for an organisation leads to the first one that isn't ready.
    """

    title: LazyString
    hint: LazyString
    endpoint: str
    is_done: Callable[[], bool] = lambda: True
    is_ready: Callable[[Host], bool] | None = None
    values: dict[str, str] = field(default_factory=dict)
    anchor: str = ""
    required: bool = False


def _text(kind: str, title: LazyString, hint: LazyString) -> FirstStep:
    """A legal text that has to be published."""
    return FirstStep(
        title=title,
        hint=hint,
        endpoint="admin.office.edit_text",
        values={"text": kind},
        is_done=lambda: kind in site.current().wordings,
        required=True,
    )


STEPS: tuple[FirstStep, ...] = (
    _text(
        "imprint",
        _l("Legal notice"),
        _l("Who is behind this site. We have drafted it: please fill in what we can’t know, then publish it."),
    ),
    _text(
        "privacy",
        _l("Privacy notice"),
        _l("What happens to people’s data, drafted from your settings and the questions in your forms."),
    ),
    _text(
        "accessibility",
        _l("Accessibility statement"),
        _l("How accessible the site is and whom to tell when something is in the way."),
    ),
    FirstStep(
        title=_l("Name and email for questions"),
        hint=_l("The name stands at the top of every page."),
        endpoint="admin.office.installation",
        is_done=lambda: site.current().name != site.NAMELESS and bool(site.current().email),
    ),
    FirstStep(
        title=_l("Sender of your emails"),
        hint=_l("Under which name they come and where replies go. Please send yourself a test."),
        endpoint="admin.organisations.sender",
        is_ready=lambda host: bool(host.sender_name or host.reply_to),
    ),
    FirstStep(
        title=_l("Logo"),
        hint=_l("It appears on your organisation’s page."),
        endpoint="admin.organisations.logo",
        is_ready=lambda host: bool(host.logos),
    ),
    FirstStep(
        title=_l("Accent colour"),
        hint=_l("One colour of your own; we check that it can be read."),
        endpoint="admin.office.installation",
        anchor="accent",
        is_done=lambda: site.current().accent is not None,
    ),
)


def first_steps() -> list[dict[str, object]]:
    """The steps as a list for reading and for going where each is done; empty for whoever may do none of it.

    Once an event was published nothing of it is shown any more, unless something that has to be there is missing.
    """
    if not rights.is_admin():
        return []
    if not site.current().missing_texts and has_published_event():
        return []
    hosts = open_hosts()
    return [_told(step, hosts) for step in STEPS if step.is_ready is None or hosts]


def _told(step: FirstStep, hosts: list[Host]) -> dict[str, object]:
    values, is_done = step.values, step.is_done()
    if step.is_ready is not None:
        left = [host for host in hosts if not step.is_ready(host)]
        values, is_done = {"organisation": (left or hosts)[0].key}, not left
    return {
        "title": step.title,
        "hint": None if is_done else step.hint,
        "url": url_for(step.endpoint, **values, _anchor=step.anchor or None),  # type: ignore[arg-type]
        "done": is_done,
        "required": step.required,
    }
