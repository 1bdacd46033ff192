"""What lower rooms are told of what the office keeps (`foundation.http.site`, `foundation.http.operator_texts`)."""

from dataclasses import replace

from flask import current_app

from webapp.foundation.http import operator_texts, site
from webapp.foundation.http.operator_texts import LegalPage
from webapp.foundation.http.site import Site
from webapp.office import queries
from webapp.office.types import TextKind


@site.provided_by
def found() -> Site:
    """All that pages say of the installation; before its first start, what variables say. Two queries."""
    kept, wordings = queries.find_settings(), queries.wordings()
    if kept is None:
        return replace(site.as_the_operator_says(current_app.config["SETTINGS"]), wordings=wordings)
    return Site(
        name=kept.name or site.NAMELESS,
        email=kept.email,
        languages=tuple(kept.languages),
        zone=kept.zone,
        accent=kept.accent or None,
        kept_days=kept.kept_days,
        formats_left_out=frozenset(kept.formats_left_out),
        wordings=wordings,
    )


@operator_texts.found_by
def published(name: str) -> LegalPage | None:
    """The text as it was published last."""
    version = queries.find_published(TextKind(name))
    return LegalPage(version.texts, version.wording) if version is not None else None
