"""What search learns of trades: whoever looks for one by any of its names finds what stands under another."""

from webapp.fields.trades import all_trades
from webapp.foundation.search import teach

_LONGEST_NAME = 50  # longer ones describe what is done

for trade in all_trades():
    name = trade.name.partition(" (")[0]
    if len(name) > _LONGEST_NAME:
        name = ""
    teach(f"trade:{trade.key}", f"{name.replace('im Handwerk', '')} {trade.words}")
