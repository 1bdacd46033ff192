"""Papers as the organizer gets them."""

import io

import pypdf
from flask import Flask

from tests.html import parsed
from webapp.documents.services import make_ordered
from webapp.foundation import clock


def printed(app: Flask, desk, slug: str, *, query: str = "", **said) -> list[str]:
    """Order something, let the job make it, and read the pages of the file that the desk offers."""
    assert desk.send(f"/events/{slug}/papers{query}", said).status_code == 303
    with app.app_context():
        make_ordered(now=clock.now())
    links = parsed(desk.client.get(f"/manage/events/{slug}/papers")).findall(".//a")
    files = [
        link.get("href")
        for link in links
        if link.get("href").startswith("/manage") and link.get("href").endswith(".pdf")
    ]
    if not files:
        return []
    answer = desk.client.get(files[0], buffered=True)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]
