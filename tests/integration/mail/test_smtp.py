"""Delivery to a real mail server that takes, refuses, stalls, hangs up, or is not there."""

import asyncio
import shutil
import socket
import ssl
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from aiosmtpd import smtp as server_side
from aiosmtpd.controller import Controller
from sqlalchemy import select

from tests.conftest import settings_for
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.mail.outbox import smtp, tasks
from webapp.mail.outbox.delivery import deliverer_of
from webapp.mail.outbox.mailbox import Mailbox
from webapp.mail.outbox.smtp import Smtp

pytestmark = pytest.mark.usefixtures("now")
MINUTE = timedelta(minutes=1)


class Postbox:
    """A mail server's mind: `says` holds what it answers at each step, once per entry; „ok“ when there is none."""

    def __init__(self, **says):
        self.says = {step: list(answers) for step, answers in says.items()}
        self.letters = []
        self.sessions = []

    async def _answer(self, step, server):
        answer = self.says[step].pop(0) if self.says.get(step) else None
        if answer == "stall":
            await asyncio.sleep(1.5)
        if answer == "hang up":
            server.transport.close()
            return "451 gone"
        return None if answer == "stall" else answer

    async def handle_MAIL(self, server, session_, envelope, address, options):  # noqa: ARG002, N802 - aiosmtpd's names
        envelope.mail_from = address
        return await self._answer("MAIL", server) or "250 OK"

    async def handle_RCPT(self, server, session_, envelope, address, options):  # noqa: ARG002, N802
        answer = await self._answer("RCPT", server)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session_, envelope):  # noqa: N802
        answer = await self._answer("DATA", server)
        if answer is None:
            self.letters.append(envelope)
            self.sessions.append(session_)
        return answer or "250 OK"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextmanager
def listening(postbox, controller=Controller, **options):
    server = controller(postbox, hostname="127.0.0.1", port=free_port(), **options)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@pytest.fixture
def deliver(app, tmp_path, database_url):
    def round_to(port, scheme="smtp", who=""):
        url = f"{scheme}://{who}127.0.0.1:{port}"
        settings = settings_for(tmp_path, database_url, mail_delivery="smtp", smtp_url=url)
        with app.app_context():
            return tasks.deliver_all(settings)

    return round_to


@pytest.fixture
def mails(work):
    def write(count=1, **values):
        with work():
            event = make_event("Größe & Übersicht")
            for _ in range(count):
                make_registration(event, confirmed=False, **values)

    return write


@pytest.fixture
def states(work):
    def read():
        with work():
            rows = session().execute(
                select(OutboxMail.state, OutboxMail.attempts, OutboxMail.last_problem).order_by(OutboxMail.id)
            )
            return [tuple(row) for row in rows]

    return read


def test_it_arrives_once_over_one_connection(deliver, mails, states):
    mails(3)
    postbox = Postbox()
    with listening(postbox) as port:
        assert (deliver(port), deliver(port)) == (3, 0)
    assert len(postbox.letters) == 3
    assert len({id(each) for each in postbox.sessions}) == 1
    letter = postbox.letters[0]
    assert letter.mail_from == "dialogwerk@example.org"
    assert letter.rcpt_tos[0].endswith("@example.org")
    assert b"Message-ID: <" in letter.content
    assert "Gr=C3=B6=C3=9Fe" in letter.content.decode()
    assert {state for state, *_ in states()} == {"sent"}


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ({"RCPT": ["450 greylisted"]}, "recipient refused: 450"),
        ({"DATA": ["451 try again"]}, "message refused: 451"),
        ({"DATA": ["hang up"]}, "SMTPServerDisconnected"),
        ({"DATA": ["stall"]}, "SMTPServerDisconnected"),
        ({"MAIL": ["stall"]}, "SMTPServerDisconnected"),
    ],
    ids=["greylisted", "for now", "hung up", "stalled at the end", "stalled at the start"],
)
def test_a_server_that_refuses_for_now_stalls_or_hangs_up_gets_it_later_and_once(
    deliver, mails, states, monkeypatch, says, problem
):
    monkeypatch.setattr(smtp, "_PATIENCE_SECONDS", 0.4)
    mails()
    postbox = Postbox(**says)
    with listening(postbox) as port:
        assert deliver(port) == 0
        assert states() == [("waiting", 1, problem)]
        if "stall" in str(says.get("DATA")):
            postbox.letters.clear()  # what a server took after we had hung up can't be known; the id is the same
        clock.move_on(MINUTE)
        assert deliver(port) == 1
    assert len(postbox.letters) == 1
    assert states()[0][0] == "sent"


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ({"RCPT": ["550 nobody of that name"]}, "recipient refused: 550"),
        ({"DATA": ["554 no"]}, "message refused: 554"),
        ({"MAIL": ["552 too large"]}, "message refused: 552"),
    ],
    ids=["no such person", "content", "size"],
)
def test_what_is_refused_for_good_is_set_aside_and_the_others_arrive(deliver, mails, states, says, problem):
    mails(2)
    postbox = Postbox(**says)
    with listening(postbox) as port:
        assert deliver(port) == 1
    assert states() == [("set_aside", 1, problem), ("sent", 1, "")]


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ({"MAIL": ["530 sign in first"]}, "sender refused: 530"),
        ({"RCPT": ["421 closing"]}, "mail server: 421"),
        ({"DATA": ["421 closing"]}, "mail server: 421"),
    ],
    ids=["sender", "closing", "closing late"],
)
def test_a_server_that_takes_nothing_blocks_the_way_and_no_try_counts(deliver, mails, states, says, problem):
    mails(2)
    with listening(Postbox(**says)) as port:
        assert deliver(port) == 0
        assert states() == [("waiting", 0, problem), ("waiting", 0, "")]
        clock.move_on(MINUTE)
        assert deliver(port) == 2


def test_no_server_at_all_blocks_the_way(deliver, mails, states):
    mails()
    assert deliver(free_port()) == 0
    assert states() == [("waiting", 0, "mail server: ConnectionRefusedError")]


def test_a_server_that_greets_with_a_refusal_blocks_the_way(deliver, mails, states):
    mails()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)

        def refuse():
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"554 not today\r\n")
                connection.recv(100)

        with ThreadPoolExecutor(1) as threads:
            done = threads.submit(refuse)
            assert deliver(listener.getsockname()[1]) == 0
            done.result()
    assert states() == [("waiting", 0, "mail server: SMTPConnectError 554")]


def test_an_address_with_umlauts_needs_a_server_that_knows_such(deliver, mails, states):
    mails(email="jürgen@example.org")
    mails(email="jörg@example.org")
    clever = Postbox()
    with listening(Postbox(), enable_SMTPUTF8=False) as port:
        assert deliver(port) == 0
    assert states()[0] == ("set_aside", 1, "the mail server knows no such addresses")
    mails(email="käthe@example.org")
    with listening(clever, enable_SMTPUTF8=True) as port:
        assert deliver(port) == 1
    assert clever.letters[0].rcpt_tos == ["käthe@example.org"]


def signed_in(_server, _session, _envelope, _mechanism, data):
    known = (data.login, data.password) == (b"desk@example.org", b"p:w d")
    return server_side.AuthResult(success=known, handled=False)


@pytest.mark.filterwarnings("ignore")  # of the server, which is told to be careless on purpose
def test_name_and_password_are_told_to_a_server_on_this_machine(deliver, mails, states):
    mails()
    postbox = Postbox()
    options = {"auth_required": True, "auth_require_tls": False, "authenticator": signed_in}
    with listening(postbox, **options) as port:
        assert deliver(port, who="desk%40example.org:wrong@") == 0
        assert states() == [("waiting", 0, "mail server: SMTPAuthenticationError 535")]
        clock.move_on(MINUTE)
        assert deliver(port, who="desk%40example.org:p%3Aw%20d@") == 1
    assert len(postbox.letters) == 1


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    made = [shutil.which("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"]
    subprocess.run([*made, *names, *files], check=True, capture_output=True)
    return folder


@pytest.fixture
def secure(certificate):
    """What a server with this certificate needs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


@pytest.fixture
def trusting(certificate, monkeypatch):
    context = ssl.create_default_context(cafile=certificate / "cert.pem")
    monkeypatch.setattr(smtp.ssl, "create_default_context", lambda **_: context)


def test_smtps_speaks_encrypted_from_the_first_word(deliver, mails, secure, trusting):
    mails()
    postbox = Postbox()
    with listening(postbox, ssl_context=secure, server_hostname="127.0.0.1") as port:
        assert deliver(port, scheme="smtps") == 1
    assert len(postbox.letters) == 1


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(deliver, mails, states, secure, monkeypatch):
    monkeypatch.setattr(smtp, "_is_this_machine", lambda _: False)
    mails()
    postbox = Postbox()
    with listening(postbox, tls_context=secure) as port:
        assert deliver(port) == 0
    assert postbox.letters == []
    assert states()[0][2].startswith("mail server: SSLCertVerificationError")


def test_over_a_network_the_line_is_encrypted_where_the_server_can(deliver, mails, secure, trusting, monkeypatch):
    monkeypatch.setattr(smtp, "_is_this_machine", lambda _: False)
    mails()
    postbox = Postbox()
    with listening(postbox, tls_context=secure) as port:
        assert deliver(port) == 1
    assert postbox.sessions[0].ssl is not None


def test_over_a_network_a_server_without_encryption_gets_mail_but_no_password(deliver, mails, states, monkeypatch):
    monkeypatch.setattr(smtp, "_is_this_machine", lambda _: False)
    mails()
    postbox = Postbox()
    with listening(postbox) as port:
        assert deliver(port, who="desk:secret@") == 0
        assert states() == [("waiting", 0, "mail server: SMTPNotSupportedError")]
        clock.move_on(MINUTE)
        assert deliver(port) == 1


def test_a_server_that_does_not_say_goodbye_is_no_problem(deliver, mails):
    class Rude(server_side.SMTP):
        async def smtp_QUIT(self, arg):  # noqa: ARG002, N802
            self.transport.close()

    class RudeController(Controller):
        def factory(self):
            return Rude(self.handler)

    mails()
    with listening(Postbox(), RudeController) as port:
        assert deliver(port) == 1


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.0.2.1", False), ("mail.example.org", False)],
)
def test_only_this_machine_is_trusted_with_an_open_line(host, here):
    assert smtp._is_this_machine(host) is here


def test_anything_else_that_goes_wrong_with_one_mail_sets_it_aside():
    assert str(smtp._said(ValueError("x"))) == "ValueError"
    assert smtp._said(ValueError("someone@example.org")).problem == "ValueError"


def test_the_operator_chooses_the_way(tmp_path):
    assert isinstance(deliverer_of(settings_for(tmp_path, "sqlite://")), Mailbox)
    assert isinstance(deliverer_of(settings_for(tmp_path, "sqlite://", mail_delivery="smtp")), Smtp)
