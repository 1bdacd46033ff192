"""One search for all rooms: words brought to their stems and parts, kept in an index that both databases read alike.

A room says what is found of it (`add_source`) and which of its rows that depends on (`watch`); the index follows in the
transaction that changes them.
"""

from webapp.foundation.search.index import add_kind, add_source, rebuild_if_old, watch
from webapp.foundation.search.queries import Hits, find
from webapp.foundation.search.synonyms import teach
from webapp.foundation.search.vocabulary import fitting

__all__ = ["Hits", "add_kind", "add_source", "find", "fitting", "rebuild_if_old", "teach", "watch"]
