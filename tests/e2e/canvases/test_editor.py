"""The editor while people type."""

import pytest
from playwright.sync_api import expect

from tests.factories.canvases import make_canvas
from tests.factories.stations import make_group, make_station
from webapp.foundation import tokens


@pytest.fixture
def canvas(event, site):
    made = []
    event("Canvas", shape=lambda held: made.append(make_canvas(held, group=make_group(make_station(held, number=1)))))
    secret = (site.data_dir / "secret_key").read_text().strip()
    return f"/canvases/{tokens.seal(secret, 'canvas', made[0].public_id)}"


@pytest.mark.parametrize("width", [390, 1280])
def test_what_cannot_be_saved_is_named_also_where_it_is_out_of_sight(device, canvas, width):
    page = device(width=width)
    page.goto(f"{canvas}#doing")
    page.get_by_label("Betrag in Euro").fill("99999999 Mrd.")
    status = page.locator("[data-canvas-status]")
    expect(status).to_contain_text("bitte prüfen Sie „Finanzielles Volumen“")
    page.get_by_label("Betrag in Euro").fill("1.250,50 €")
    expect(status).to_contain_text("Gespeichert")
    page.locator("h1").first.click()
    page.reload()
    expect(page.get_by_label("Betrag in Euro")).to_have_value("1.250,50")
