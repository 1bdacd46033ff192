"""Which spellings are one address: only those that reach one mailbox."""

import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as some

from webapp.fields.rules.singles import clean_email
from webapp.fields.types import Definition, FieldKind, Problem, ProblemCode
from webapp.foundation.email_addresses import AddressInvalidError, checked_address, normal_form

_LETTERS = some.sampled_from(list("abkißsſςσKÅåäÄäöüéİıI"))
_WORDS = some.text(_LETTERS, min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim@Example.ORG", "kim@example.org"),
        ("ÄNNE.GROẞ@example.org", "änne.groß@example.org"),
        (" kim@example.org ", "kim@example.org"),
        ("kim@BÜCHER.example", "kim@bücher.example"),
        ("kim@bücher.example", "kim@bu\u0308cher.example"),
        ("kim@xn--bcher-kva.example", "kim@bücher.example"),
        ("jörg@example.org", "jo\u0308rg@example.org"),
    ],
)
def test_spellings_of_one_mailbox_are_equal(one, other):
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kim@straße.example", "kim@strasse.example"),
        ("groß@example.org", "gross@example.org"),
        ("kim@σίσυφος.example", "kim@σίσυφοσ.example"),
        ("ſam@example.org", "sam@example.org"),
        ("ﬁnn@example.org", "finn@example.org"),
        ("jörg@example.org", "joerg@example.org"),
    ],
)
def test_two_mailboxes_are_never_one(one, other):
    assert normal_form(one) != normal_form(other)


@given(some.tuples(_WORDS, _WORDS), some.tuples(_WORDS, _WORDS))
def test_what_is_equal_is_looked_up_under_one_name(one, other):
    first, second = (f"{local}@{domain}.example" for local, domain in (one, other))
    try:
        checked = [checked_address(each) for each in (first, second)]
    except AddressInvalidError:
        return
    if normal_form(first) == normal_form(second):
        ours, theirs = (validate_email(each, check_deliverability=False, test_environment=True) for each in checked)
        assert ours.ascii_domain == theirs.ascii_domain
        assert ours.local_part.lower() == theirs.local_part.lower()


TOO_LONG = {
    "before the @": "a" * 65 + "@example.org",
    "far too long before the @": "a" * 200 + "@example.org",
    "in octets before the @": "ü" * 33 + "@example.org",
    "in all": "a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".example",
    "in octets in all": "ü" * 32 + "@" + ".".join(["b" * 60] * 3) + ".example",
    "in all as name servers write it": "a" * 20 + "@" + ".".join(["ü" * 40] * 4) + ".example",
}
LONGEST = ("a" * 64 + "@example.org", "ü" * 32 + "@example.org", "a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".examp")


@pytest.mark.parametrize("address", TOO_LONG.values(), ids=TOO_LONG)
def test_what_no_mail_server_takes_is_refused_where_it_is_typed(address):
    with pytest.raises(AddressInvalidError):
        checked_address(address)
    question = Definition("mail", FieldKind.EMAIL, {"de": "Adresse"})
    assert clean_email(question, address) == Problem(ProblemCode.NO_ADDRESS)


@pytest.mark.parametrize("address", LONGEST)
def test_the_longest_that_mail_servers_take_are_taken(address):
    assert checked_address(address) == address
    assert clean_email(Definition("mail", FieldKind.EMAIL, {"de": "Adresse"}), address) == address


@given(some.text(some.sampled_from("aü1.€"), min_size=1, max_size=90), some.integers(1, 60), some.integers(1, 4))
def test_whatever_is_taken_fits_into_a_mail(local, letters, labels):
    domain = ".".join(["ü" + "b" * letters] * labels) + ".example"
    try:
        taken = checked_address(f"{local}@{domain}")
    except AddressInvalidError:
        return
    looked_up = validate_email(taken, check_deliverability=False, test_environment=True).ascii_domain
    octets = len(taken.rpartition("@")[0].encode())
    assert octets <= 64
    assert octets + 1 + len(looked_up) <= 254


@pytest.mark.parametrize("odd", ["", "@", "kim", "kim@", "@ß", "a@b@ß", "x@" + "ß" * 400, "\ud800@\ud800"])
def test_what_is_no_address_is_compared_all_the_same(odd):
    assert normal_form(odd) == normal_form(f" {odd} ")
