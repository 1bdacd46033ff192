"""Secrets at rest: encrypted with a key derived from the application's secret, one per purpose."""

import base64
from collections.abc import Callable

from cryptography.fernet import Fernet
from flask import current_app

from webapp.foundation import tokens

Sample = Callable[[], tuple[str, bytes] | None]
_samples: list[Sample] = []


def seal(purpose: str, raw: bytes) -> bytes:
    """`raw` encrypted; only the same secret and purpose open it."""
    return _box(purpose).encrypt(raw)


def unseal(purpose: str, sealed: bytes) -> bytes:
    """What `seal` was given; cryptography.fernet.InvalidToken under another secret or purpose."""
    return _box(purpose).decrypt(sealed)


def sample(find: Sample) -> Sample:
    """Have the decorated function give something sealed with its purpose, for trying the secret; None without any."""
    _samples.append(find)
    return find


def samples() -> list[tuple[str, bytes]]:
    """Something sealed of every kind that there is."""
    return [found for find in _samples if (found := find()) is not None]


def _box(purpose: str) -> Fernet:
    key = tokens.derive_key(current_app.config["SECRET_KEY"], f"seal:{purpose}")
    return Fernet(base64.urlsafe_b64encode(key))
