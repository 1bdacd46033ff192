from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.admin.search.blueprint import blueprint
from webapp.admin.search.queries import MOST, SHORTEST, hits, holds
from webapp.admin.ways.navigation import pages
from webapp.foundation.matching import words_of


@blueprint.get("/search")
@access.staff
def search() -> ResponseReturnValue:
    """Find events, people, measures, tenders and pages of the desk by a word or two."""
    words = request.args.get("q", "").strip()
    wanted = words_of(words)
    ways = [way for way in pages() if wanted and holds(wanted, way.label)]
    found = hits(words)
    return render_template(
        "admin/search/search.html", found=found, words=words, pages=ways, most=MOST, shortest=SHORTEST
    )
