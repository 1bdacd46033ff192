"""How words are compared, however they are spelt."""

import re
import unicodedata

_ROOTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"))


def folded(text: str) -> str:
    """The text as it is compared: small letters without umlauts and accents, single words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    for spelt, root in _ROOTS:
        bare = bare.replace(spelt, root)
    return re.sub(r"[^\w]+", " ", bare)
