"""Whether a postcode of four digits is one of a neighbour, or a German one that lost its zero as a number."""

from webapp.foundation.matching import folded

# No German postcode begins with 00 or 05.
_NEVER_LOST = frozenset("05")
_COUNTRIES = frozenset(
    {
        *(
            "osterreich",
            "austria",
            "autriche",
            "at",
            "schweiz",
            "switzerland",
            "suisse",
            "svizzera",
            "ch",
            "liechtenstein",
        ),
        *("fl", "luxemburg", "luxembourg", "belgien", "belgium", "belgique", "niederlande", "netherlands", "nederland"),
        *("danemark", "denmark", "danmark", "ungarn", "hungary", "slowenien", "slovenia", "norwegen", "norway"),
        *("bulgarien", "bulgaria", "lettland", "latvia"),
    }
)
# The larger towns of countries whose postcodes have four digits, as `folded` has them.
_TOWNS = frozenset(
    {
        *("wien", "vienna", "graz", "linz", "salzburg", "innsbruck", "klagenfurt", "villach", "wels", "st polten"),
        *("sankt polten", "dornbirn", "wiener neustadt", "steyr", "feldkirch", "bregenz", "leonding", "klosterneuburg"),
        *("baden bei wien", "leoben", "krems", "traun", "amstetten", "lustenau", "kapfenberg", "modling", "hallein"),
        *(
            "kufstein",
            "traiskirchen",
            "schwechat",
            "braunau",
            "stockerau",
            "saalfelden",
            "ansfelden",
            "tulln",
            "hohenems",
        ),
        *("spittal", "telfs", "ternitz", "perchtoldsdorf", "eisenstadt", "bludenz", "schwaz", "lienz", "zell am see"),
        *(
            "zurich",
            "genf",
            "geneve",
            "geneva",
            "basel",
            "lausanne",
            "bern",
            "winterthur",
            "luzern",
            "lucerne",
            "st gallen",
        ),
        *(
            "sankt gallen",
            "lugano",
            "biel",
            "thun",
            "bellinzona",
            "koniz",
            "fribourg",
            "schaffhausen",
            "chur",
            "vernier",
        ),
        *("uster", "sion", "lancy", "neuchatel", "zug", "yverdon", "emmen", "dubendorf", "kriens", "rapperswil"),
        *("dietikon", "montreux", "frauenfeld", "wetzikon", "baar", "wil", "aarau", "olten", "solothurn", "davos"),
        *("vaduz", "schaan", "triesen", "balzers", "luxemburg", "luxembourg", "esch", "differdingen", "dudelingen"),
        *("brussel", "bruxelles", "antwerpen", "gent", "luttich", "liege", "brugge", "eupen", "namur", "leuven"),
        *("amsterdam", "rotterdam", "den haag", "utrecht", "eindhoven", "groningen", "kopenhagen", "kobenhavn"),
        *("copenhagen", "aarhus", "odense", "aalborg", "budapest", "debrecen", "szeged", "gyor", "sopron", "ljubljana"),
        *("maribor", "oslo", "bergen", "trondheim", "stavanger", "sofia", "plovdiv", "riga"),
    }
)


def may_have_lost_a_zero(digits: str, town: str) -> bool:
    """True where nothing speaks against a German postcode: neither its digits nor the town beside it."""
    words = folded(town).split()
    beginnings = {" ".join(words[:length]) for length in (1, 2, 3)}
    return digits[0] not in _NEVER_LOST and not _TOWNS & beginnings and not _COUNTRIES.intersection(words)
