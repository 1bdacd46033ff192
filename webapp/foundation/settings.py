"""Settings: read once from the environment, checked, frozen."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_DARKEST_GROUND = "#f3f1eb"  # of light pages, as assets/site has it: what reads well there reads well on white
_LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


class SettingsError(Exception):
    """A setting can't be used; the message names it and says what would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that an operator can set; `docs/configure.md` lists the variables."""

    data_dir: Path
    database_url: str
    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    operator_name: str = "Dialogwerk"
    operator_email: str = "kontakt@example.org"
    imprint_file: Path | None = None
    privacy_file: Path | None = None
    accessibility_file: Path | None = None
    language: Literal["de", "en"] = "de"
    zone: str = "Europe/Berlin"
    accent: str | None = None
    mail_delivery: Literal["mailbox", "smtp"] = "mailbox"
    smtp_url: str = "smtp://127.0.0.1:25"
    mail_from: str = "Dialogwerk <dialogwerk@example.org>"
    proxy_hops: int = 0
    trusted_hosts: tuple[str, ...] = ()
    apple_pass_file: Path | None = None
    apple_issuer_file: Path | None = None
    google_wallet_file: Path | None = None

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """The settings in `environ` (DIALOGWERK_…); SettingsError names the first that can't be used."""

        def get(name: str, default: str) -> str:
            return environ.get(f"DIALOGWERK_{name}", "").strip() or default

        data_dir = Path(get("DATA_DIR", str(ROOT / "instance"))).resolve()
        data_dir.mkdir(parents=True, exist_ok=True)
        base_url = get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
        return cls(
            data_dir=data_dir,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'dialogwerk.sqlite3'}",
            secret_key=get("SECRET_KEY", "") or _kept_secret(data_dir / "secret_key"),
            base_url=_checked_url(base_url),
            operator_name=get("OPERATOR_NAME", "Dialogwerk"),
            operator_email=get("OPERATOR_EMAIL", "kontakt@example.org"),
            imprint_file=_file("IMPRINT_FILE", get("IMPRINT_FILE", "")),
            privacy_file=_file("PRIVACY_FILE", get("PRIVACY_FILE", "")),
            accessibility_file=_file("ACCESSIBILITY_FILE", get("ACCESSIBILITY_FILE", "")),
            language="en" if get("LANGUAGE", "de") == "en" else "de",
            zone=get("ZONE", "Europe/Berlin"),
            accent=_checked_colour(get("ACCENT", "")),
            mail_delivery="smtp" if get("MAIL_DELIVERY", "mailbox") == "smtp" else "mailbox",
            smtp_url=get("SMTP_URL", "smtp://127.0.0.1:25"),
            mail_from=get("MAIL_FROM", "Dialogwerk <dialogwerk@example.org>"),
            proxy_hops=_checked_hops(get("PROXY_HOPS", "0")),
            trusted_hosts=(urlsplit(base_url).hostname or "", *get("TRUSTED_HOSTS", "").split()),
            apple_pass_file=_file("APPLE_PASS_FILE", get("APPLE_PASS_FILE", "")),
            apple_issuer_file=_file("APPLE_ISSUER_FILE", get("APPLE_ISSUER_FILE", "")),
            google_wallet_file=_file("GOOGLE_WALLET_FILE", get("GOOGLE_WALLET_FILE", "")),
        )


def _kept_secret(file: Path) -> str:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    secret = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(secret)
    return secret


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise SettingsError("DIALOGWERK_BASE_URL must look like https://events.example.org, without a path.")
    return url


def _file(name: str, value: str) -> Path | None:
    if not value:
        return None
    if not Path(value).is_file():
        raise SettingsError(f"DIALOGWERK_{name} names no file.")
    return Path(value)


def _checked_hops(value: str) -> int:
    if not value.isdigit():
        raise SettingsError("DIALOGWERK_PROXY_HOPS must be the number of reverse proxies in front, 0 or more.")
    return int(value)


def _checked_colour(value: str) -> str | None:
    if not value:
        return None
    if not _COLOUR.fullmatch(value):
        raise SettingsError("DIALOGWERK_ACCENT must be a colour like #00587a.")
    if contrast(value, _DARKEST_GROUND) < _LEAST_CONTRAST:
        raise SettingsError(f"DIALOGWERK_ACCENT needs a contrast of at least {_LEAST_CONTRAST}:1 to {_DARKEST_GROUND}.")
    return value.lower()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
