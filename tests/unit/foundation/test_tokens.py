import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.foundation import tokens

SECRET = "a secret"


def test_ids_are_random_and_128_bits_long():
    ids = {tokens.new_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(len(tokens.decode(public_id)) == 16 for public_id in ids)


@given(st.binary(max_size=200))
def test_encoding_round_trips(raw):
    assert tokens.decode(tokens.encode(raw)) == raw


@given(st.text(max_size=80))
def test_decoding_takes_only_what_encoding_writes(text):
    try:
        raw = tokens.decode(text)
    except ValueError:
        return
    assert tokens.encode(raw) == text


def test_a_seal_opens_only_for_its_purpose_and_secret():
    public_id = tokens.new_id()
    token = tokens.seal(SECRET, "registration", public_id)
    assert tokens.unseal(SECRET, "registration", token) == public_id
    assert tokens.unseal(SECRET, "canvas", token) is None
    assert tokens.unseal("another secret", "registration", token) is None


@given(st.text(max_size=60))
def test_nobody_makes_up_a_token(text):
    assert tokens.unseal(SECRET, "registration", text) is None


@pytest.mark.parametrize("place", [0, 21, 22, 43])
def test_a_changed_character_breaks_the_seal(place):
    token = tokens.seal(SECRET, "registration", tokens.new_id())
    other = "A" if token[place] != "A" else "B"
    assert tokens.unseal(SECRET, "registration", token[:place] + other + token[place + 1 :]) is None


def test_a_spoken_code_survives_being_read_out_and_typed():
    code = tokens.new_spoken_code(8)
    assert tokens.read_spoken_code(f" {code[:4].lower()}-{code[4:]} ") == code


@pytest.mark.parametrize(("typed", "meant"), [("o0", "QQ"), ("i1l", "JJJ"), ("u", "V"), ("ａｂ", "AB")])
def test_look_alikes_are_put_right(typed, meant):
    assert tokens.read_spoken_code(typed) == meant
