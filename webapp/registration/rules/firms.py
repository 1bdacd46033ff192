"""Words, as `folded` has them, beside which nothing is a person's name: legal forms, and what a body is called."""


def each_of(said: str) -> frozenset[str]:
    """Each word once."""
    return frozenset(said.split())


LEGAL_FORMS = each_of("gmbh mbh ag kg ohg gbr ug ek ev eg se co cie inc ltd llc partg gug")
BODIES = each_of(
    "firma handwerkskammer hwk ihk kammer stadt landkreis kreis gemeinde innung amt verein verband schule team"
)
