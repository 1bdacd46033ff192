"""Settings that name a file: each reader makes sure that it can be read and holds what it should."""

import errno
import json
from pathlib import Path

LARGEST_BYTES = 1_000_000
_ACCOUNT_PARTS = ("issuer_id", "client_email", "private_key")


def text_file(value: str) -> Path:
    """A file with text in UTF-8."""
    _text_in(value)
    return Path(value)


def pass_certificate(value: str) -> Path:
    """A PEM file that holds a certificate and its RSA key."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _text_in(value).encode()
    try:
        x509.load_pem_x509_certificate(content)
        is_rsa = isinstance(load_pem_private_key(content, None), RSAPrivateKey)
    except (ValueError, TypeError):
        is_rsa = False
    if not is_rsa:
        raise ValueError("must name a PEM file with a certificate and its RSA key, without a password.")
    return Path(value)


def certificate(value: str) -> Path:
    """A PEM file that holds a certificate."""
    from cryptography import x509

    try:
        x509.load_pem_x509_certificate(_text_in(value).encode())
    except ValueError:
        raise ValueError("must name a PEM file with a certificate.") from None
    return Path(value)


def service_account(value: str) -> Path:
    """The JSON key of a service account, with the issuer's id added."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    wanted = "must name the JSON key of a service account, with issuer_id added."
    try:
        account = json.loads(_text_in(value))
    except ValueError:
        raise ValueError(wanted) from None
    parts = [account.get(part) for part in _ACCOUNT_PARTS] if isinstance(account, dict) else []
    if not parts or not all(isinstance(part, str) and part for part in parts):
        raise ValueError(wanted)
    try:
        load_pem_private_key(account["private_key"].encode(), None)
    except (ValueError, TypeError):
        raise ValueError(wanted) from None
    return Path(value)


def text_of(path: Path) -> str:
    """What stands in a file: OSError for what is none, or larger than anybody means; none of that is waited for."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "a folder, a device or a line to a program is no file")
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise OSError(errno.EFBIG, "it holds more than 1 MB")
    return content.decode("utf-8-sig")  # Windows programs put a mark before the text, which is no part of it


def _text_in(value: str) -> str:
    try:
        return text_of(Path(value))
    except UnicodeDecodeError:
        raise ValueError("must name a text file in UTF-8.") from None
    except OSError as problem:
        raise ValueError(f"must name a file that can be read ({problem.strerror}).") from None
