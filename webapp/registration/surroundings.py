"""What an event shows of its registrations: when categories take people, and who waits."""

from sqlalchemy import literal

from webapp.events.surroundings import EVENT, Part, row, tell
from webapp.registration.models import Category, Registration
from webapp.registration.queries import IN_LINE, LARGEST, around

tell(
    Part.WINDOW,
    row(Part.WINDOW, Category.position, Category.opens_at, Category.closes_at).where(
        Category.event_id == EVENT, Category.retired_at.is_(None)
    ),
)
tell(
    Part.LINE,
    around(row(Part.LINE, literal(0), number=LARGEST)).where(Registration.event_id == EVENT, *IN_LINE),
)
