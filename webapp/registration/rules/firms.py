"""Words, as `folded` has them, beside which nothing is a person's name: legal forms, and what a body is called."""

LEGAL_FORMS = frozenset(
    [
        "gmbh",
        "mbh",
        "ag",
        "kg",
        "ohg",
        "gbr",
        "ug",
        "ek",
        "ev",
        "eg",
        "se",
        "co",
        "cie",
        "inc",
        "ltd",
        "llc",
        "partg",
        "gug",
    ]
)
BODIES = frozenset(
    [
        "firma",
        "handwerkskammer",
        "hwk",
        "ihk",
        "kammer",
        "stadt",
        "landkreis",
        "kreis",
        "gemeinde",
        "innung",
        "amt",
        "verein",
        "verband",
        "schule",
        "team",
    ]
)
