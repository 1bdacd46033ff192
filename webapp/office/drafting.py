"""Legal texts to begin with, drafted from what this installation really does; what nobody here knows is marked."""

from urllib.parse import urlsplit

from flask import current_app, render_template

from webapp.foundation import clock
from webapp.foundation.http import formats, site
from webapp.foundation.settings import Settings
from webapp.office import processing, queries
from webapp.office.processing import Longer
from webapp.office.types import TextKind
from webapp.organisations.types import OrganisationKind

_PUBLIC = frozenset(
    {
        OrganisationKind.CHAMBER,
        OrganisationKind.CITY,
        OrganisationKind.DISTRICT,
        OrganisationKind.REGION,
        OrganisationKind.UNIVERSITY,
        OrganisationKind.AGENCY,
        OrganisationKind.MINISTRY,
    }
)


def drafted(kind: TextKind) -> dict[str, str]:
    """The text in each language that is offered, the one that is required first. A constant number of queries."""
    known = _known()
    languages = sorted(site.current().languages)  # German before English
    return {
        lang: render_template(
            f"office/{kind.value}_{lang}.md",
            lang=lang,
            today=formats.plain_day(clock.local(clock.now(), site.current().zone), lang).replace("\u00a0", " "),
            **known,
        ).strip()
        for lang in languages
    }


def _known() -> dict[str, object]:
    settings: Settings = current_app.config["SETTINGS"]
    organisation, asked, stays = queries.first_organisation(), processing.asked(), processing.stays()
    kind = organisation.kind if organisation else OrganisationKind.CHAMBER
    return {
        "organisation": organisation,
        "is_chamber": kind == OrganisationKind.CHAMBER,
        "is_public": kind in _PUBLIC,
        "here": site.current(),
        "host": urlsplit(settings.base_url).netloc,
        "asked": [each for each in asked if not each.needs_consent],
        "sensitive": [each for each in asked if each.needs_consent],
        "agrees": Longer.AGREED in stays,
        "entered": stays.get(Longer.ENTERED),
        "takes_files": any(each.takes_files for each in asked),
        "sends_mail": settings.mail_delivery == "smtp",
        "wallets": bool(settings.apple_pass_file or settings.google_wallet_file),
        "google": bool(settings.google_wallet_file),
        "apple": bool(settings.apple_pass_file),
    }
