"""Settings: read once from the environment, checked, frozen."""

import difflib
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from webapp.foundation import data_folder
from webapp.foundation import setting_files as files
from webapp.foundation import setting_values as values

ROOT = Path(__file__).resolve().parents[2]
MOST_WORKERS = 64
_PREFIX = "DIALOGWERK_"
_CLOSE = 0.75
_OF_DEVELOPMENT = frozenset({"DIALOGWERK_SOURCES"})


class SettingsError(Exception):
    """A setting can't be used; the message names it and says in one line what would do."""


# How each setting is read from its variable.
_READERS: dict[str, Callable[[str], object]] = {
    "data_dir": Path,
    "database_url": values.database_url,
    "secret_key": values.secret,
    "base_url": values.base_url,
    "operator_name": values.name,
    "operator_email": values.address,
    "imprint_file": files.text_file,
    "privacy_file": files.text_file,
    "accessibility_file": files.text_file,
    "language": values.one_of("de", "en"),
    "zone": values.zone,
    "accent": values.colour,
    "mail_delivery": values.one_of("mailbox", "smtp"),
    "smtp_url": values.smtp_url,
    "mail_from": values.sender,
    "proxy_hops": values.number(0, 10, "how many reverse proxies stand in front"),
    "trusted_hosts": values.hosts,
    "apple_pass_file": files.pass_certificate,
    "apple_issuer_file": files.certificate,
    "google_wallet_file": files.service_account,
    "workers": values.number(1, MOST_WORKERS, "how many web processes run"),
    "without_worker": values.yes_or_no,
    "log_level": values.one_of("debug", "info", "warning", "error", "critical"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that an operator can set; `docs/configure.md` lists the variables."""

    data_dir: Path
    database_url: str
    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    operator_name: str = ""
    operator_email: str = ""
    imprint_file: Path | None = None
    privacy_file: Path | None = None
    accessibility_file: Path | None = None
    language: Literal["", "de", "en"] = ""
    zone: str = ""
    accent: str = ""
    mail_delivery: Literal["mailbox", "smtp"] = "mailbox"
    smtp_url: str = "smtp://127.0.0.1:25"
    mail_from: str = "Dialogwerk <dialogwerk@example.org>"
    proxy_hops: int = 0
    trusted_hosts: tuple[str, ...] = ()
    apple_pass_file: Path | None = None
    apple_issuer_file: Path | None = None
    google_wallet_file: Path | None = None
    workers: int = 2
    without_worker: bool = False
    log_level: str = "warning"

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """The settings in `environ` (DIALOGWERK_…); SettingsError names the first that can't be used."""
        said = {name: environ.get(variable, "").strip() for name, variable in variables().items()}
        given: dict[str, Any] = {name: _read(name, value) for name, value in said.items() if value}
        data_dir = _usable_folder(given.get("data_dir") or ROOT / "instance")
        found = {
            "database_url": f"sqlite:///{data_dir / data_folder.DATABASE}",
            **given,
            "data_dir": data_dir,
            "secret_key": given.get("secret_key") or _kept_secret(data_dir / data_folder.SECRET),
        }
        settings = cls(**found)
        _check_together(settings, said_how_mail_goes="mail_delivery" in given)
        host = urlsplit(settings.base_url).hostname or ""
        found["trusted_hosts"] = (host, *settings.trusted_hosts)
        return cls(**found)


def variables() -> dict[str, str]:
    """The environment variable of each setting, by its name here."""
    return {each.name: _variable(each.name) for each in fields(Settings)}


def _variable(name: str) -> str:
    return "DATABASE_URL" if name == "database_url" else f"{_PREFIX}{name.upper()}"


def doubts(settings: Settings, environ: Mapping[str, str] = os.environ) -> list[str]:
    """What is allowed and yet hardly meant, a line for each."""
    said = [_unknown(name) for name in sorted(environ) if _is_unknown(name)]
    if settings.mail_delivery == "mailbox" and not values.is_local(settings.base_url):
        said.append("DIALOGWERK_MAIL_DELIVERY=mailbox: mails are kept in a folder and reach nobody.")
    return said


def _is_unknown(name: str) -> bool:
    return name.startswith(_PREFIX) and name not in {*variables().values(), *_OF_DEVELOPMENT}


def _unknown(name: str) -> str:
    # Compared without what all have in common, or any short name would be near to any other.
    known = {each.removeprefix(_PREFIX): each for each in variables().values()}
    near = difflib.get_close_matches(name.removeprefix(_PREFIX), known, n=1, cutoff=_CLOSE)
    return f"{name} is no setting of Dialogwerk and changes nothing" + (
        f"; meant is {known[near[0]]}?" if near else "."
    )


def _read(name: str, value: str) -> object:
    try:
        return _READERS[name](values.one_line(value))
    except ValueError as problem:
        raise SettingsError(f"{_variable(name)} {problem}") from None


def _check_together(settings: Settings, *, said_how_mail_goes: bool) -> None:
    if not said_how_mail_goes and not values.is_local(settings.base_url):
        raise SettingsError(
            "DIALOGWERK_MAIL_DELIVERY must be set where DIALOGWERK_BASE_URL is no address of this machine: "
            "smtp (with DIALOGWERK_SMTP_URL) sends mails, mailbox keeps them in a folder."
        )
    if bool(settings.apple_pass_file) != bool(settings.apple_issuer_file):
        raise SettingsError("DIALOGWERK_APPLE_PASS_FILE and DIALOGWERK_APPLE_ISSUER_FILE must be set both or neither.")
    _check_database(settings)


def _check_database(settings: Settings) -> None:
    kind, found, path = settings.database_url.partition(":///")
    if not found or not kind.startswith("sqlite"):
        return
    file = settings.data_dir / path.partition("?")[0]
    try:
        taken = data_folder.kept_for_us(file, settings.data_dir)
        is_usable = (file.is_file() or not file.exists()) and _takes_files(file.parent)
    except (OSError, RuntimeError, ValueError):  # it leads in a circle, say
        taken, is_usable = None, False
    if taken:
        raise SettingsError(f"DATABASE_URL leads to {taken}, which Dialogwerk keeps for itself; name another file.")
    if not is_usable:
        raise SettingsError("DATABASE_URL must name a file in a folder that exists and can be written.")


def sqlite_file(settings: Settings) -> Path | None:
    """The file of the database; None where it is none."""
    kind, found, path = settings.database_url.partition(":///")
    if not found or not kind.startswith("sqlite"):
        return None
    return settings.data_dir / path.partition("?")[0]


def _usable_folder(folder: Path) -> Path:
    try:
        folder = folder.resolve()
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as problem:
        why = getattr(problem, "strerror", None) or "it leads in a circle"
        raise SettingsError(f"DIALOGWERK_DATA_DIR must be a folder that can be made or written ({why}).") from None
    if not _takes_files(folder):
        raise SettingsError("DIALOGWERK_DATA_DIR must be a folder that can be written.")
    return folder


def _takes_files(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _kept_secret(file: Path) -> str:
    """The secret in the file, made when there is none; whole or not at all, also for two who start at once."""
    try:
        if not file.exists():
            _make_secret(file)
        return values.secret(values.one_line(files.text_of(file).strip()))
    except OSError as problem:
        raise SettingsError(
            f"DIALOGWERK_DATA_DIR must hold a file secret_key that can be read ({problem.strerror})."
        ) from None
    except ValueError:
        raise SettingsError("DIALOGWERK_DATA_DIR must hold the file secret_key as it was made; put it back.") from None


def _make_secret(file: Path) -> None:
    beside = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):  # somebody else was quicker: theirs is the one
            os.link(beside, file)
    finally:
        beside.unlink(missing_ok=True)
