"""Words, as `folded` has them, beside which nothing is a person's name: legal forms, and what a body is called."""


def words(said: str) -> frozenset[str]:
    """Each word once."""
    return frozenset(said.split())


LEGAL_FORMS = words("gmbh mbh ag kg ohg gbr ug ek ev eg se co cie inc ltd llc partg gug")
BODIES = words(
    "firma handwerkskammer hwk ihk kammer stadt landkreis kreis gemeinde innung amt verein verband schule team"
)
