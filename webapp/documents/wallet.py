"""Tickets for the wallets of phones. Off until the operator lays in a certificate or key of their own.

Nothing is sent to anybody: Apple's pass is a signed file, Google's a signed address that the reader opens or not.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from flask import current_app
from flask_babel import gettext as _

from webapp.documents.ticket import ACCENT
from webapp.events import wording
from webapp.events.types import EventStatus
from webapp.foundation import clock
from webapp.foundation.http import assets, site
from webapp.tickets.opening import OpenTicket

MEDIA_TYPE = "application/vnd.apple.pkpass"
_SAVE = "https://pay.google.com/gp/v/save/"
_ICONS = {"icon.png": "site-icon-192.png", "icon@2x.png": "site-icon-512.png", "logo.png": "site-icon-192.png"}


@dataclass(frozen=True, slots=True)
class _Signer:
    """The operator's pass certificate; Apple writes pass type and team into its subject."""

    certificate: x509.Certificate
    key: RSAPrivateKey
    issuer: x509.Certificate

    @property
    def pass_type(self) -> str:
        return _of_subject(self.certificate, NameOID.USER_ID)

    @property
    def team(self) -> str:
        return _of_subject(self.certificate, NameOID.ORGANIZATIONAL_UNIT_NAME)


def has_apple() -> bool:
    """True when the operator laid in a pass certificate and Apple's intermediate one."""
    settings = current_app.config["SETTINGS"]
    return bool(settings.apple_pass_file and settings.apple_issuer_file)


def has_google() -> bool:
    """True when the operator laid in a key of a service account."""
    return bool(current_app.config["SETTINGS"].google_wallet_file)


def apple_pass(ticket: OpenTicket) -> bytes:
    """The ticket as Apple's wallet takes it: a signed archive."""
    settings = current_app.config["SETTINGS"]
    signer = _apple_signer(settings.apple_pass_file, settings.apple_issuer_file)
    files = {name: assets.read(source) for name, source in _ICONS.items()}
    files["pass.json"] = json.dumps(_pass(ticket, signer), ensure_ascii=False).encode()
    manifest = json.dumps({name: hashlib.sha1(content).hexdigest() for name, content in files.items()}).encode()  # noqa: S324 - Apple's format wants it; what protects is the signature over it
    signature = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(manifest)
        .add_signer(signer.certificate, signer.key, hashes.SHA256())
        .add_certificate(signer.issuer)
        .sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, "manifest.json": manifest, "signature": signature}.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def google_address(ticket: OpenTicket) -> str:
    """The address by which Google's wallet takes the ticket; all of it stands in the address."""
    import jwt  # few operators use it, and every start would pay for it

    account = _google_account(current_app.config["SETTINGS"].google_wallet_file)
    event, issuer = ticket.event, account["issuer_id"]
    kind = {
        "id": f"{issuer}.{event.public_id}",
        "issuerName": event.host.name,
        "reviewStatus": "UNDER_REVIEW",
        "eventName": {"defaultValue": {"language": event.language, "value": event.title}},
    }
    if event.status != EventStatus.POSTPONED:
        kind["dateTime"] = {"start": event.starts_at.isoformat(), "end": event.ends_at.isoformat()}
    held = {
        "id": f"{issuer}.{ticket.ticket.reference}",
        "classId": kind["id"],
        "state": "ACTIVE",
        "ticketHolderName": ticket.name,
        "barcode": {"type": "QR_CODE", "value": ticket.url, "alternateText": ticket.code},
    }
    said = {
        "iss": account["client_email"],
        "aud": "google",
        "typ": "savetowallet",
        "iat": int(clock.now().timestamp()),
        "payload": {"eventTicketClasses": [kind], "eventTicketObjects": [held]},
    }
    return _SAVE + jwt.encode(said, account["private_key"], algorithm="RS256")


def _pass(ticket: OpenTicket, signer: _Signer) -> dict[str, object]:
    event = ticket.event
    place = wording.where_in_short(event)
    where = [{"key": "place", "label": _("Location"), "value": place}] if place else []
    dated = {"relevantDate": event.starts_at.isoformat()} if event.status != EventStatus.POSTPONED else {}
    return {
        "formatVersion": 1,
        "passTypeIdentifier": signer.pass_type,
        "teamIdentifier": signer.team,
        "serialNumber": ticket.ticket.reference,
        "organizationName": event.host.name,
        "description": _("Ticket: %(title)s", title=event.title),
        **dated,
        "backgroundColor": _rgb(site.current().accent or ACCENT),
        "foregroundColor": "rgb(255, 255, 255)",
        "labelColor": "rgb(255, 255, 255)",
        "barcodes": [
            {
                "format": "PKBarcodeFormatQR",
                "message": ticket.url,
                "messageEncoding": "iso-8859-1",
                "altText": ticket.code,
            }
        ],
        "eventTicket": {
            "primaryFields": [{"key": "event", "label": event.host.name, "value": event.title}],
            "secondaryFields": [{"key": "when", "label": _("Date"), "value": wording.when(event)}],
            "auxiliaryFields": [{"key": "name", "label": _("Name"), "value": ticket.name}, *where],
        },
    }


@cache
def _apple_signer(certificate: Path, issuer: Path) -> _Signer:
    content = certificate.read_bytes()
    key = serialization.load_pem_private_key(content, None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("a pass is signed with an RSA key")
    return _Signer(x509.load_pem_x509_certificate(content), key, x509.load_pem_x509_certificate(issuer.read_bytes()))


@cache
def _google_account(file: Path) -> dict[str, str]:
    account: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return account


def _of_subject(certificate: x509.Certificate, what: x509.ObjectIdentifier) -> str:
    (found,) = certificate.subject.get_attributes_for_oid(what)
    return str(found.value)


def _rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))
