"""Tickets for the wallets of phones, with certificates of the test's own."""

import hashlib
import io
import json
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from tests.factories.events import make_event, make_venue
from tests.factories.tickets import make_ticket
from webapp.foundation.database import session
from webapp.tickets.models import Ticket
from webapp.tickets.payload import payload_of

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
_PEM = serialization.Encoding.PEM


def certificate(subject, issuer, key, signing, *, is_issuer=False):
    named = x509.CertificateBuilder().subject_name(x509.Name(subject)).issuer_name(x509.Name(issuer))
    valid = named.not_valid_before(BEGINS).not_valid_after(BEGINS + timedelta(days=4000))
    made = valid.public_key(key.public_key()).serial_number(x509.random_serial_number())
    return made.add_extension(x509.BasicConstraints(is_issuer, None), critical=True).sign(signing, hashes.SHA256())


def pem_of(key):
    return key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


@pytest.fixture
def wallets(app, tmp_path):
    """An operator with certificates; the key with which Google would check."""
    root, own = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    house = [x509.NameAttribute(NameOID.COMMON_NAME, "Issuer of passes")]
    subject = [
        x509.NameAttribute(NameOID.USER_ID, "pass.org.example.events"),
        x509.NameAttribute(NameOID.COMMON_NAME, "Pass Type ID: pass.org.example.events"),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "TEAM123456"),
    ]
    issuer = certificate(house, house, root, root, is_issuer=True)
    mine = certificate(subject, house, own, root)
    files = {name: tmp_path / name for name in ("pass.pem", "issuer.pem", "google.json")}
    files["pass.pem"].write_bytes(mine.public_bytes(_PEM) + pem_of(own))
    files["issuer.pem"].write_bytes(issuer.public_bytes(_PEM))
    account = {"issuer_id": "338800", "client_email": "wallet@example.org", "private_key": pem_of(own).decode()}
    files["google.json"].write_text(json.dumps(account), encoding="utf-8")
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"],
        apple_pass_file=files["pass.pem"],
        apple_issuer_file=files["issuer.pem"],
        google_wallet_file=files["google.json"],
    )
    return own.public_key(), files


@pytest.fixture
def ticket(work, now):
    with work():
        event = make_event("Zukunftswerkstatt Holz", venue=make_venue())
        made = make_ticket(event, "Kim Muster")
        return f"/t/{payload_of(made, event)}", made.code


def test_without_certificates_there_are_no_wallets(client, ticket):
    address, _code = ticket
    assert "Wallet" not in client.get(address, headers={"Accept-Language": "de"}).text
    assert client.get(f"{address}.pkpass").status_code == 404
    assert client.get(f"{address}/google").status_code == 404


def test_apple_s_pass_is_signed_over_all_that_it_holds(client, ticket, wallets, tmp_path):
    address, code = ticket
    _key, files = wallets
    assert f"{address}.pkpass" in client.get(address).text
    answer = client.get(f"{address}.pkpass")
    assert (answer.status_code, answer.mimetype) == (200, "application/vnd.apple.pkpass")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(held["manifest.json"])
    assert set(manifest) == set(held) - {"manifest.json", "signature"}
    assert all(hashlib.sha1(held[name]).hexdigest() == said for name, said in manifest.items())  # noqa: S324 - the format's own
    told = json.loads(held["pass.json"])
    assert (told["passTypeIdentifier"], told["teamIdentifier"]) == ("pass.org.example.events", "TEAM123456")
    (barcode,) = told["barcodes"]
    assert (barcode["message"], barcode["altText"]) == (f"http://localhost{address}", f"{code[:4]}\u00a0{code[4:]}")
    assert "Kim Muster" in json.dumps(told["eventTicket"])
    for name in ("manifest.json", "signature"):
        (tmp_path / name).write_bytes(held[name])
    command = ["openssl", "smime", "-verify", "-inform", "DER", "-in", "signature", "-content", "manifest.json"]
    command += ["-binary", "-CAfile", str(files["issuer.pem"]), "-purpose", "any", "-out", "/dev/null"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_google_s_address_holds_the_signed_ticket(client, ticket, wallets):
    address, _code = ticket
    key, _files = wallets
    there = urlsplit(client.get(f"{address}/google").location)
    assert (there.netloc, len(there.geturl()) < 2000) == ("pay.google.com", True)
    told = jwt.decode(there.path.rpartition("/")[2], key, algorithms=["RS256"], audience="google")
    (held,) = told["payload"]["eventTicketObjects"]
    assert held["barcode"]["value"] == f"http://localhost{address}"
    assert (held["ticketHolderName"], held["classId"].startswith("338800.")) == ("Kim Muster", True)


def test_a_ticket_that_opens_no_door_goes_into_no_wallet(client, ticket, wallets, work, now):
    address, code = ticket
    with work():
        (gone,) = session().scalars(select(Ticket).where(Ticket.code == code))
        gone.revoked_at = now
    assert client.get(f"{address}.pkpass").status_code == 404
    assert client.get(f"{address}/google").status_code == 404
