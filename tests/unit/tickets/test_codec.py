"""The reader of payloads against the vectors that other programs test theirs with."""

import json
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, strategies

from webapp.foundation import tokens
from webapp.foundation.settings import ROOT
from webapp.tickets import codec

VECTORS = json.loads((ROOT / "tests" / "vectors" / "tickets.json").read_text(encoding="utf-8"))
PUBLIC = {key["id"]: bytes.fromhex(key["public_hex"]) for key in VECTORS["keys"]}
PRIVATE = {
    key["id"]: Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key["test_seed_hex"])) for key in VECTORS["keys"]
}
KINDS = {
    codec.Genuine: "genuine",
    codec.Forged: "forged",
    codec.UnknownKey: "unknown_key",
    codec.Unreadable: "unreadable",
}
GENUINE = [case for case in VECTORS["cases"] if case["is"] == "genuine"]


def content_of(case):
    return codec.Content(
        key_id=case["key_id"],
        event=bytes.fromhex(case["event"]),
        reference=tokens.encode(bytes.fromhex(case["ticket"])),
        valid_through=date.fromisoformat(case["valid_through"]),
    )


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_payload_is_what_the_vectors_say(case):
    reading = codec.read(case["payload"], PUBLIC.get)
    assert KINDS[type(reading)] == case["is"]
    if isinstance(reading, codec.Genuine):
        assert reading.content == content_of(case)
    if isinstance(reading, codec.UnknownKey):
        assert reading.key_id == case["key_id"]


@pytest.mark.parametrize("case", GENUINE, ids=lambda case: case["name"])
def test_the_writer_writes_what_the_vectors_say(case):
    assert codec.write(content_of(case), PRIVATE[case["key_id"]]) == case["payload"]
    assert len(case["payload"]) == codec.CHARACTERS


def test_the_prefix_is_the_documented_one():
    assert VECTORS["prefix_hex"] == codec.PREFIX.hex()


@pytest.mark.parametrize("position", range(codec.CHARACTERS))
def test_no_letter_can_be_changed(position):
    payload = GENUINE[0]["payload"]
    for letter in "A_9":
        changed = payload[:position] + letter + payload[position + 1 :]
        assert changed == payload or not isinstance(codec.read(changed, PUBLIC.get), codec.Genuine)


@pytest.mark.parametrize("byte", range(92))
def test_no_bit_can_be_flipped(byte):
    raw = tokens.decode(GENUINE[0]["payload"])
    for bit in range(8):
        changed = raw[:byte] + bytes([raw[byte] ^ 1 << bit]) + raw[byte + 1 :]
        assert not isinstance(codec.read(tokens.encode(changed), PUBLIC.get), codec.Genuine)


@pytest.mark.parametrize("length", range(codec.CHARACTERS))
def test_nothing_can_be_left_out_or_added(length):
    payload = GENUINE[0]["payload"]
    for changed in (payload[:length], payload[length + 1 :], payload + payload[: length + 1]):
        assert isinstance(codec.read(changed, PUBLIC.get), codec.Unreadable)


def test_no_two_tickets_can_be_put_together():
    parts = {0: 1, 1: 2, 2: 10, 10: 26, 26: 28, 28: 92}
    one, other = (tokens.decode(case["payload"]) for case in GENUINE[:2])
    for start, end in parts.items():
        mixed = one[:start] + other[start:end] + one[end:]
        assert mixed == one or not isinstance(codec.read(tokens.encode(mixed), PUBLIC.get), codec.Genuine)


@given(strategies.text(max_size=200))
def test_whatever_is_scanned_nothing_is_raised(text):
    assert isinstance(codec.read(text, PUBLIC.get), codec.Unreadable)


@given(strategies.binary(min_size=92, max_size=92))
def test_no_bytes_make_a_ticket(raw):
    assert not isinstance(codec.read(tokens.encode(raw), PUBLIC.get), codec.Genuine)


def test_what_cannot_be_a_ticket_costs_no_look_at_the_keys():
    asked = []
    for case in VECTORS["cases"]:
        if case["is"] == "unreadable":
            codec.read(case["payload"] * 1000, asked.append)
            codec.read(case["payload"], asked.append)
    assert asked == []


def test_a_ticket_names_its_event_by_eight_bytes():
    assert codec.event_bytes(tokens.encode(bytes(range(16)))) == bytes(range(8))
