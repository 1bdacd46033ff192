"""Which spellings are one address: only those that reach one mailbox."""

import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as some

from webapp.accounts.addresses import AddressInvalidError, checked_address, normal_form

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


@pytest.mark.parametrize("odd", ["", "@", "kim", "kim@", "@ß", "a@b@ß", "x@" + "ß" * 400, "\ud800@\ud800"])
def test_what_is_no_address_is_compared_all_the_same(odd):
    assert normal_form(odd) == normal_form(f" {odd} ")
