from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactTableWaits:
    """A table of people waits to be looked through, or to be gone on with."""

    table_id: int
