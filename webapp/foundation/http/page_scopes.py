"""The revision scopes by which a page is kept: constants, functions of parts of its address, and what is asked for."""

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from flask import request

from webapp.foundation.revisions import RevisionScope, RevisionScopeOf


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A scope that a page has only where its query says something under this name: the plain page is kept without."""

    name: str
    scope: RevisionScope


PageScope = RevisionScope | RevisionScopeOf | AskedFor


def scopes_at(scopes: Iterable[PageScope], at: Mapping[str, object]) -> tuple[RevisionScope, ...]:
    """The scopes of a page at an address with these parts: a function of a scope takes the parts that it names."""
    return tuple(_scope_at(scope, at) for scope in scopes if not isinstance(scope, AskedFor) or _is_asked(scope))


def _is_asked(scope: AskedFor) -> bool:
    return any(said.strip() for said in request.args.getlist(scope.name))


def _scope_at(scope: PageScope, at: Mapping[str, object]) -> RevisionScope:
    if isinstance(scope, AskedFor):
        return scope.scope
    return scope(**{name: at[name] for name in _parts_of(scope)}) if callable(scope) else scope


@cache
def _parts_of(scope: RevisionScopeOf) -> tuple[str, ...]:
    return tuple(inspect.signature(scope).parameters)
