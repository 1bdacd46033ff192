"""What is ready and what is missing, decided without a database."""

from collections.abc import Iterable

from webapp.events.types import Feature
from webapp.organising.types import State, Step, Task


def before_publishing(state: State) -> list[Task]:
    """What readers need (required) and what makes the page good, before an event is shown to everybody."""
    has_agenda = Feature.AGENDA in state.features
    tasks = [
        Task(Step.LEGAL_TEXTS, done=False, required=True) if not state.legal_texts else None,
        *_about_its_time(state),
        Task(Step.TEASER, state.teaser, required=True),
        Task(Step.VENUE, state.venue, required=True),
        Task(Step.CONTACT, state.contact, required=True),
        Task(Step.AGENDA, state.items > 0, required=True) if has_agenda else None,
        Task(Step.DESCRIPTION, state.description),
        Task(Step.MEASURE, state.measures > 0) if state.has_plans else None,
        None if state.is_online_only else Task(Step.ACCESS, state.venue_access),
        Task(Step.PROGRAMME_FITS, not state.doubts) if has_agenda else None,
        Task(Step.PLAIN_LANGUAGE, state.plain_language),
    ]
    return _known(tasks)


def _about_its_time(state: State) -> list[Task | None]:
    has_form = Feature.REGISTRATION in state.features
    return [
        Task(Step.AHEAD, state.lies_ahead, required=True),
        Task(Step.TIME, done=False, required=True) if state.assumes_time else None,
        Task(Step.DEADLINE, done=False, required=True) if state.deadline_passed and has_form else None,
        Task(Step.CATEGORIES_OPEN, done=False, required=True) if state.categories_closed and has_form else None,
    ]


def before_doors(state: State) -> list[Task]:
    """What has to be there when the first people arrive, at a door if there is one."""
    has_stations = state.stations > 0
    has_door = Feature.REGISTRATION in state.features and not state.is_online_only
    tasks = [
        Task(Step.QUESTIONS_ASKED, done=False) if state.unasked else None,
        _link(Step.DOOR_LINK, state, is_there=state.door_links > 0 or state.door_is_open) if has_door else None,
        _link(Step.FACILITATOR_LINK, state, is_there=state.facilitator_links > 0) if has_stations else None,
        Task(Step.FACILITATORS, not state.stations_without_facilitator) if has_stations else None,
        Task(Step.STATION_PLACES, not state.stations_without_place)
        if has_stations and not state.is_online_only
        else None,
        Task(Step.PROGRAMME_FITS, not state.doubts) if Feature.AGENDA in state.features else None,
    ]
    return _known(tasks)


def _link(step: Step, state: State, *, is_there: bool) -> Task:
    """Nobody can be asked for a link that nobody can make yet."""
    return Task(step, is_there, required=state.links_reach)


def after_the_day(state: State) -> list[Task]:
    """What keeps the thread from breaking off once everybody has gone home."""
    has_canvases = state.canvases > 0
    tasks = [
        Task(Step.CANVASES_APPROVED, not state.canvases_in_draft) if has_canvases else None,
        Task(Step.CANVASES_LINKED, not state.canvases_without_link) if has_canvases else None,
        Task(Step.SERVED, state.measures > 0) if state.has_plans else None,
    ]
    return _known(tasks)


def missing(tasks: Iterable[Task]) -> list[Step]:
    """What has to be done first."""
    return [task.step for task in tasks if task.required and not task.done]


def _known(tasks: Iterable[Task | None]) -> list[Task]:
    return [task for task in tasks if task is not None]
