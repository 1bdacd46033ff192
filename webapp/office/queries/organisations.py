from collections.abc import Collection

from webapp.foundation.references import named_by
from webapp.organisations.models import Organisation


def hanging_on(organisation: Organisation) -> Collection[str]:
    """The tables with something that hangs on the organisation; while there is any it isn't deleted. One query."""
    return named_by(organisation)
