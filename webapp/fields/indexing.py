"""What search learns of trades and of training for them: whoever looks for one by any name finds the others."""

import re

from webapp.fields.trades import Trade, all_trades
from webapp.foundation.search import teach

# Who learns a trade, and what: everybody has a word of their own for it.
_TRAINING = (
    "Azubi Azubis Auszubildende Auszubildender Ausbildung Berufsausbildung Lehrling Lehrlinge Lehre Lehrstelle"
    " Ausbildungsplatz apprentice apprenticeship"
)
_SCHOOL = "Schule Schulklasse Schüler Schülerin school schoolchildren pupil"
# Nouns in names of trades that say nothing of the trade.
_SAYS_NOTHING = frozenset(
    {
        *("Ausführung", "Dekorationszwecke", "Einbau", "Handwerk", "Herren", "Herstellung", "Mechaniker"),
        *("Oberbekleidung", "Sonderanfertigung"),
    }
)


def _names(trade: Trade) -> str:
    """The nouns in the name of a trade that stand for it: of „Ofen- und Luftheizungsbauer“ the second."""
    name = trade.name.partition(" (")[0]
    nouns = re.findall(r"(?<!\w)[A-ZÄÖÜ]\w+(?![\w-])", name)
    return " ".join(noun for noun in nouns if noun not in _SAYS_NOTHING)


teach("training", _TRAINING, "trainee Lernende")
teach("school", _SCHOOL, "Unterricht class classes student students")
teach("crafts", "Handwerk Handwerker Handwerkerin", "craft crafts craftsman craftsmen trade trades tradesman")
for each in all_trades():
    one_of_them = re.sub(r"s\b", "", each.english)
    teach(f"trade:{each.key}", f"{_names(each)} {each.words}", f"{each.english} {one_of_them} {each.leads}")
