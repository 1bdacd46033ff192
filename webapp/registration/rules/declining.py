"""What a row of a table of people says about whether they are to be invited; refusals are never passed over."""

import re
from collections.abc import Mapping
from enum import StrEnum

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import as_heading


class Asks(StrEnum):
    """What a column asks: whether somebody is not to be invited, is marked as one to invite, or what they answered.

    STATE is what became of them so far: a „nein“ to „angemeldet“ may be the very reason to invite somebody.
    NO is the column for a no beside one for a yes; EITHER is one for both, in which a tick says nothing.
    """

    NOT = "not"
    NO = "no"
    EITHER = "either"
    MARK = "mark"
    ANSWER = "answer"
    STATE = "state"


class WhyNot(StrEnum):
    """Why somebody isn't invited by this row."""

    REFUSED = "refused"
    UNMARKED = "unmarked"
    UNCLEAR = "unclear"


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


# All as `folded` has it: without umlauts, one blank between words.
_OFF = (
    r"abgesag|\bsperr|gesperrt|storn|widerspr|widerruf|abmeld|abgemeldet|unsubscri|bounc|verstorb|ausgetret"
    r"|austritt|opt ?out|robinson|blacklist|blockier|\bblocked|inaktiv|ausgeschl|ausschlus|declin|cancel|\bexclud"
    r"|verhindert|abgelehn|ablehn|ausgeladen|unzustellbar|entschuldigt|ausgeschieden|verzichte|\bdnc\b"
)
# „kann nicht lange stehen“ asks for a chair, „kommt nicht mit dem Auto“ for no parking space.
_OF_THEMSELVES = (
    r"(?! (?:(?:so|sehr|lange|langer|lang|gut|weit|allein|alleine|ohne hilfe) )*"
    r"(?:stehen|gehen|laufen|horen|sehen|sitzen|steigen|treppen\w{0,12})\b)(?! mit dem (?:auto|pkw|rad|zug|bus)\b)"
    r"(?! neben\b)"
)
_MORE_OFF = (
    r"\bnicht mehr\b|\bnicht (?:einladen|eingeladen|anschreiben|kontaktieren|erwunscht|interessiert|moglich)"
    rf"|\b(?:kommt|kommen|kann|konnen|will|mochte|nimmt|nehmen)\b.*\bnicht\b{_OF_THEMSELVES}"
    r"|\bgeloscht|\bgekundigt"
    r"|\b(?:ge)?strichen\b|\bstreichen\b|\bloschen\b|\bentfern(?:t|en)\b|\brausnehmen\b|\blehnt\b.*\bab\b"
    r"|\brefus|\bdo(?: not|n t)\b"
    r"|\bkein(?:e|en)? (?:\w+ )?(?:einladung\w*|e?mails?|kontakt|interesse|werbung|post|newsletter|teilnahme|zeit)\b"
    r"|\bnot (?:attending|coming|interested|invited?)\b|\b(?:can|won) ?t\b|\bcannot\b|\bentfallt\b|\bverzogen\b"
    r"|(?<!strasen)(?<!verkehrs)(?<!brucken)sperr(?:e|en|vermerk)\b"  # „Werbesperre“
    r"|(?:kontakt\w*|werb\w*|mail\w*|schreib\w*|anruf\w*|telefon\w*|post|versand|haus|einladungs|newsletter)verbot\b"
    r"|\b(?:sag|meld)(?:e|t|te|et|en)?\b.*\bab\b(?! \d)"
    r"|^(?!.*\bwar(?:en)?\b).*\bnicht (?:da|dabei|anwesend|verfugbar)\b"
    r"|\bnichts mehr\b|\babwesend\b|\bgestorben\b|\btot\b|\bdeceased\b|\b(?:deleted|removed)\b"
)
_HEADS_OFF = re.compile(
    rf"{_OFF}|absag|sperr|verbot|\bgeloscht|\bloschen\b|\bgestrichen\b|\bstreichen\b|\bentfern(?:t|en)\b|\bgekundigt\b"
    r"|\bdeleted?\b|\bremoved?\b|\bgestorben\b|\bdeceased\b|\babwesend\b"
)
# Columns about somebody's address, work or contact: „Sperrgasse 2“ and „Peter Robinson“ are no refusals there.
_OF_OTHER_THINGS = _words(
    "strasse strase str adresse hausnummer ort plz postleitzahl stadt gemeinde kreis land region ortsteil postfach"
    " anschrift ansprechpartner ansprechpartnerin ansprechperson kontaktperson betreuer betreuerin berater"
    " funktion position rolle amt abteilung referat bereich branche gewerk beruf firma"
    " firmenname unternehmen institution einrichtung"
    " organisation verein verband betrieb arbeitgeber hochschule schule behorde titel anrede namenszusatz vorname"
    " nachname name telefon mobil fax website web homepage street address city country company organisation"
    " organization department role job function industry"
)
_ALONE = re.compile(
    r"(?:bitte )?(?:abgesagt|storniert|gesperrt|sperren|abgemeldet|abmelden|verstorben|gestorben|ausgeschieden"
    r"|ausgetreten"
    r"|unzustellbar|inaktiv|widerrufen|widersprochen|geloscht|loschen|blockiert|entfernt|gekundigt|verzogen"
    r"|nicht (?:mehr )?(?:einladen|anschreiben|kontaktieren)|kein(?:e)? (?:kontakt|mails?|werbung|einladung)"
    r"|declined|cancel+ed|unsubscribed|bounced|blocked|deceased|deleted|removed|do(?: not|n t) (?:contact|invite|mail))"
)
_DEAD = re.compile("[\\u2020\\u271d\\u271e\\u271f]")
_ALL_OF_A_REMARK = re.compile(
    r"(?:leider )?(?:nein|nee?|no|nope|nicht|raus)\b(?: (?:danke|leider|nicht|thanks|thank you|vielen dank))*|nein\b.*"
    r"|bitte nicht"
)
_OR = r" (?:(?:oder|und|u|o|bzw|or|and) )?"
_EITHER = re.compile(
    rf"\b(?:zu|zusagen?|zugesagt){_OR}(?:absagen?|abgesagt)\b|\b(?:ab|absagen?|abgesagt){_OR}(?:zusagen?|zugesagt)\b"
    rf"|\b(?:an|anmeldung|angemeldet){_OR}(?:abmeldung|abgemeldet)\b"
    rf"|\b(?:ab|abmeldung|abgemeldet){_OR}(?:anmeldung|angemeldet)\b"
    rf"|\baccept(?:ed)?{_OR}declined?\b|\bdeclined?{_OR}accept(?:ed)?\b"
)
_SAYS_OFF = re.compile(rf"{_OFF}|{_MORE_OFF}|absag(?:en?|te?|ten)?\b")
_DENIES = re.compile(r"\b(?:nicht|kein\w*|not?|nie|niemals|never|non)\b|^ab$")
_NUMBERED = re.compile(r"(?<=contact|kontakt) no$")  # „Contact No.“ holds telephone numbers
_NEGATIONS = _words("nicht kein keine keinen not no dont don never nie")
_WRITING = _words(
    "einladen einladung einladungen eingeladen einzuladen anschreiben angeschrieben kontaktieren kontakt mail mails"
    " email emails post werbung newsletter invite invited invitation contact mailing mailings zusenden senden"
    " informieren teilnahme kommt teil erwunscht dabei da zugesagt zusage teilnehmend anwesend attending coming"
)
_MARKS = re.compile(r"\b(?:einladen|einzuladen|invite)\b|einwillig|einverstand|zustimm|\bconsent|erlaubnis|\bopt ?in\b")
_ALLOWED = _words("darf erlaubt allowed may gewunscht erwunscht")
_ANSWERS = _words(
    "status stand teilnahme teilnahmestatus zusage zugesagt ruckmeldung ruckantwort antwort rsvp reply response"
    " accepted attending attendance newsletter mailing mailings mailingliste kommt dabei anmeldestatus einladungsstatus"
    " aktiv active subscribed subscription reaktion teilnehmend nimmt dsgvo datenschutz"
)
_STATES = _words("anmeldung angemeldet registriert registered eingeladen einladung invited invitation")
_SENT = _words(
    "versendet verschickt gesendet versandt erhalten sent received via uber"
)  # what was sent is no answer, nor is the way
_OF_PEOPLE = _words("wer who")  # „Wer kommt“ names people
_REMARKS = _words(
    "bemerkung bemerkungen notiz notizen kommentar kommentare hinweis hinweise anmerkung anmerkungen vermerk vermerke"
    " info infos notes note remark remarks comment comments"
)
_OF_REMARKS = _words("intern interne interner und sonstige sonstiges allgemein allgemeine zum zur gast person")
_SMALL = _words("ich wir komme kommen danke leider nehme teil nicht thanks")
_YES = ({"ja"}, {"yes"}, {"ja", "nein"}, {"yes", "no"})
_YES_AND_NO = {"ja": "nein", "yes": "no", "j": "n", "y": "n"}
_NO = _words("nein no n 0 false falsch nicht aus off neg")
_BARS = {Asks.NOT: _NO, Asks.NO: _NO - _words("nein no n nicht")}  # with what bars nobody
_UNTOLD = re.compile(r"(?:x|\d| )+")  # a tick or a day, of which nobody knows whether it stands for yes or no
_FINE = _words(
    "ja yes j y x 1 true wahr ok okay zugesagt zusage angemeldet kommt dabei teilnahme bestatigt offen ausstehend"
    " unbeantwortet eingeladen einzuladen einladen neu aktiv active open pending invited accepted confirmed attending"
    " new vielleicht evtl eventuell unsicher tentative maybe mitglied member gast ehrengast vip partner interessiert"
    " interessent kunde fest versendet verschickt gesendet erinnert sent reserviert vorgemerkt warteliste registriert"
    " registered subscribed eingetragen an zu on nimmt teil gern gerne"
)
_FILLERS = _words(
    "am per mail e telefonisch telefon tel mit und von durch by via on at bereits schon noch wird hat person personen"
    " begleitung"
)
_STILL_OPEN = frozenset(
    {"keine antwort", "noch keine antwort", "keine ruckmeldung", "noch keine ruckmeldung", "noch nicht eingeladen"}
    | {"nicht eingeladen bisher", "no answer", "no reply", "no response", "not yet invited", "noch nicht"}
    | {"k a", "n a", "tbd", "keine angabe", "keine angaben", "unbekannt"}
)
_NOTHING = re.compile("[\\s?./()\u2610\u2010-\u2015\ufe0f-]+")  # an empty box as well
_TICKS = re.compile("[+\u2713\u2714\u2611\u2705]+")
_CROSSES = re.compile("[\u2717\u2718\u274c\u2716\u00d7]+")
_MOMENT = re.compile(r"\d\dt\d\d")  # within 2026-11-18T10:00, as workbooks have it
_MOST_WORDS_OF_HEADING, _MOST_WORDS_OF_SIGN = 5, 4
_LONGEST = 500
REMARK = "bemerkung"


def is_dead(said: str) -> bool:
    """True for the cross behind or before a name."""
    return _DEAD.search(said) is not None


def asks_of(heading: str) -> Asks | None:
    """What a column asks of people by its heading; None for any that has nothing to do with it."""
    said = _NUMBERED.sub("", as_heading(heading))
    words = frozenset(said.split())
    if len(words) > _MOST_WORDS_OF_HEADING:
        return None
    return Asks.EITHER if _EITHER.search(said) else _asks_one_thing(said, words)


def _asks_one_thing(said: str, words: frozenset[str]) -> Asks | None:
    if _is_no(words):
        return Asks.NO
    if _HEADS_OFF.search(said) or (words & _NEGATIONS and words & _WRITING):
        return Asks.NOT
    if _MARKS.search(said) or (words & _ALLOWED and words & _WRITING):
        return Asks.MARK
    if words & _OF_PEOPLE:
        return None
    if words & _ANSWERS or words in _YES:
        return Asks.ANSWER
    return Asks.STATE if words & _STATES and not words & _SENT else None


def _is_no(words: frozenset[str]) -> bool:
    """True for „Nein“ and „Teilnahme: nein“. „No“ may be a number, and „Vegetarisch: nein“ is another question."""
    return "nein" in words and "ja" not in words and words - {"nein"} <= _ANSWERS | _SMALL


def is_remark(heading: str) -> bool:
    """True for columns of free text in which a refusal may stand among other words."""
    return not heading.strip() or bool(_REMARKS.intersection(as_heading(heading).split()))


def is_plain_remark(heading: str) -> bool:
    """True for columns of free text about nothing but the person: a „nein“ in them answers the invitation."""
    words = frozenset(as_heading(heading).split())
    return bool(words & _REMARKS) and words <= _REMARKS | _OF_REMARKS


def why_not(asks: Asks, said: str) -> WhyNot | None:
    """Why a cell of such a column keeps somebody from being invited; None where it doesn't."""
    bare = " ".join(folded(said[:_LONGEST]).replace("_", " ").split())
    if not bare:
        return _of_signs(asks, said)
    if asks in _BARS:
        return None if bare in _BARS[asks] else WhyNot.REFUSED
    if asks is Asks.EITHER and _UNTOLD.fullmatch(bare):
        return WhyNot.UNCLEAR
    if bare in _NO:
        return WhyNot.UNCLEAR if asks is Asks.STATE else WhyNot.REFUSED
    return None if bare in _STILL_OPEN else _of_words(bare)


def _of_words(bare: str) -> WhyNot | None:
    if _SAYS_OFF.search(bare) or _DENIES.search(bare):
        return WhyNot.REFUSED
    words = {word for word in bare.split() if not word.isdigit() and not _MOMENT.fullmatch(word)}
    return None if words - _FILLERS <= _FINE else WhyNot.UNCLEAR


def _of_signs(asks: Asks, said: str) -> WhyNot | None:
    """As `why_not` for a cell without words: empty, a dash, or a tick."""
    signs = _NOTHING.sub("", said)
    if not signs:
        return WhyNot.UNMARKED if asks is Asks.MARK else None
    if asks in _BARS or is_dead(said):
        return WhyNot.REFUSED
    if _CROSSES.fullmatch(signs):
        return WhyNot.REFUSED if asks is not Asks.STATE else WhyNot.UNCLEAR
    return None if _TICKS.fullmatch(signs) and asks is not Asks.EITHER else WhyNot.UNCLEAR


def says_no(heading: str, said: str) -> bool:
    """True for a refusal in a column that asks something else: alone in its cell, or anywhere in a remark."""
    bare = folded(said[:_LONGEST]).strip()
    if is_dead(said) or (is_plain_remark(heading) and _ALL_OF_A_REMARK.fullmatch(bare)):
        return True
    if not is_remark(heading) and _OF_OTHER_THINGS.intersection(as_heading(heading).split()):
        return _ALONE.fullmatch(bare) is not None
    if not is_remark(heading) and len(bare.split()) > _MOST_WORDS_OF_SIGN:
        return False
    return _SAYS_OFF.search(bare) is not None


def asking_columns(head: Mapping[int, str]) -> dict[int, Asks]:
    """What the columns at these places ask."""
    said = {place: as_heading(heading) for place, heading in head.items()}
    noes = {no for yes, no in _YES_AND_NO.items() if yes in said.values()}
    found = {place: asks for place, heading in head.items() if (asks := asks_of(heading)) is not None}
    return found | {place: Asks.NO for place, heading in said.items() if heading in noes}
