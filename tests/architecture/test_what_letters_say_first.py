"""After “Guten Tag,” a German sentence goes on in lower case, but for whom it speaks to and for nouns."""

import io
import re

import pytest
from babel.messages.pofile import read_po

from webapp.foundation.settings import ROOT

LETTERS = ROOT / "templates" / "mail"
INCLUDED = re.compile(r'{% include "mail/(\w+\.txt)" %}')
GREETING = re.compile(r'_\("Hello,"\) }}(.*?){% endblock %}', re.DOTALL)
NEWS = re.compile(r"{% block news %}(.*?){% endblock %}", re.DOTALL)
# What stands first, and first in each branch before anything was said.
BEGINS = re.compile(r"""(?:\A|{% (?:if|elif|else)[^%]*%})\s*(?:{% if[^%]*%}\s*)*{{ n?_?(?:gettext)?\("([^"]+)\"""")
POLITE = re.compile(r"(?:Sie|Ihr|Ihre[mnrs]?)\b|%\(")


def said_first(name):
    text = INCLUDED.sub(lambda found: (LETTERS / found[1]).read_text("utf-8"), (LETTERS / name).read_text("utf-8"))
    body = next(iter(GREETING.findall(text) or NEWS.findall(text)), "")
    body = body.strip().partition("\n\n")[0]
    return BEGINS.findall(body)


def german():
    catalogue = read_po(io.BytesIO((ROOT / "webapp/mail/translations/de/LC_MESSAGES/messages.po").read_bytes()))
    for message in catalogue:
        strings = (message.string,) if isinstance(message.string, str) else message.string
        yield (message.id if isinstance(message.id, str) else message.id[0]), strings


BEGINNINGS = sorted({(path.name, text) for path in LETTERS.glob("[a-z]*.txt") for text in said_first(path.name)})


def test_beginnings_are_found():
    assert len({name for name, _text in BEGINNINGS}) > 12


@pytest.mark.parametrize("name", sorted({name for name, _text in BEGINNINGS}))
def test_a_letter_goes_on_in_lower_case(name):
    said = dict(german())
    strings = [string for letter, text in BEGINNINGS if letter == name for string in said[text]]
    assert [string for string in strings if string[0].isupper() and not POLITE.match(string)] == []
