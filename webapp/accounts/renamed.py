"""Events whose address follows their title while they are drafts: whoever has an old one open is led on."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

_FINDER = "find_slug_now"
_READS = frozenset({"GET", "HEAD"})


def init_app(app: Flask, find_slug_now: Callable[[str], str | None]) -> None:
    """Tell `app` how to find the slug of an event by one that it had before."""
    app.extensions[_FINDER] = find_slug_now


def address_now(values: Mapping[str, object], allows: Callable[[dict[str, object]], bool]) -> dict[str, object] | None:
    """What stands in the address, with the slug that the event has now; None for whoever may not go there."""
    now = {**values, "slug": current_app.extensions[_FINDER](values["slug"])}
    return now if now["slug"] and allows(now) else None


def lead_on(values: dict[str, Any] | None) -> ResponseReturnValue | None:
    """Lead a reader to the address that the event has now; what was sent is done there, so that nothing is lost.

    None stands for an address that is right.
    """
    if values is None:
        return None
    if request.method in _READS:
        asked = request.full_path.removeprefix(request.path)
        return redirect(f"{url_for(str(request.endpoint), **values)}{asked}".rstrip("?"))
    request.view_args = values
    return None
