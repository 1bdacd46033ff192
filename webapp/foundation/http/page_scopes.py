"""The revision scopes by which a page is kept: constants, and functions of parts of its address."""

import inspect
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from webapp.foundation.revisions import RevisionScope, RevisionScopeOf


def scopes_at(scopes: Iterable[RevisionScope | RevisionScopeOf], at: Mapping[str, Any]) -> tuple[RevisionScope, ...]:
    """The scopes of a page at an address with these parts: a function of a scope takes the parts that it names."""
    return tuple(
        scope(**{name: at[name] for name in _parts_of(scope)}) if callable(scope) else scope for scope in scopes
    )


@cache
def _parts_of(scope: RevisionScopeOf) -> tuple[str, ...]:
    return tuple(inspect.signature(scope).parameters)
