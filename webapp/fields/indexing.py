"""What search learns of trades and of training for them: whoever looks for one by any name finds the others."""

from webapp.fields.trades import all_trades
from webapp.foundation.search import teach

_LONGEST_NAME = 50  # longer ones describe what is done
# Who learns a trade, and what: everybody has a word of their own for it.
_TRAINING = (
    "Azubi Azubis Auszubildende Auszubildender Ausbildung Berufsausbildung Lehrling Lehrlinge Lehre Lehrstelle"
    " Ausbildungsplatz apprentice apprenticeship"
)

teach("training", _TRAINING)
for trade in all_trades():
    name = trade.name.partition(" (")[0]
    if len(name) > _LONGEST_NAME:
        name = ""
    teach(f"trade:{trade.key}", f"{name.replace('im Handwerk', '')} {trade.words}")
