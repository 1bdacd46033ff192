"""Whoever works at the command line is told what is wrong, whatever refuses it."""

import click
import pytest

import webapp.factory  # noqa: F401 - it knows every room, and so every refusal
from webapp.cli.framing import one_clear_line
from webapp.cli.refusals import sentence
from webapp.foundation.errors import DomainError, Kind


def every_refusal(kind=DomainError):
    found = [kind]
    for below in kind.__subclasses__():
        found += every_refusal(below) if below.__module__.startswith("webapp.") else []
    return found


def raised(kind):
    """One that says nothing but its code, however it is made otherwise."""
    problem = kind.__new__(kind)
    Exception.__init__(problem, kind.code)
    problem.details = {}
    return problem


def is_sentence(said):
    return said[0].isupper() and said.endswith(".") and " " in said and "_" not in said and len(said.splitlines()) == 1


@pytest.mark.parametrize("kind", every_refusal(), ids=lambda kind: kind.__name__)
def test_every_refusal_is_said_in_a_sentence(kind):
    with pytest.raises(click.ClickException) as refused, one_clear_line():
        raise raised(kind)
    said = refused.value.format_message()
    assert is_sentence(said) or "install pysqlite3" in said, said
    assert kind.code not in said.split()


@pytest.mark.parametrize("kind", Kind)
def test_what_nobody_thought_of_is_said_by_its_kind(kind):
    problem = DomainError()
    problem.kind = kind
    assert is_sentence(sentence(problem))


def test_a_sentence_of_its_own_stays():
    assert sentence(DomainError("The moon is full.")) == "The moon is full."
