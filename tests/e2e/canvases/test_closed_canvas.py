"""A device that hears too late that the canvas is closed: it says so, and no word on it is lost."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import check_accessible
from tests.factories.canvases import make_canvas
from tests.factories.stations import make_group, make_station
from webapp.events.models import Event
from webapp.foundation import tokens
from webapp.foundation.database import session


@pytest.fixture
def canvas(event, site):
    """Address of a canvas, and what cancels its event or lets it take place after all."""
    made = {}

    def fill(event):
        canvas = make_canvas(event, group=make_group(make_station(event, number=1)))
        made.update(canvas=canvas.public_id, event=event.public_id)

    def bring(status):
        event(
            "Anderswo",
            shape=lambda _: session().query(Event).filter_by(public_id=made["event"]).update({"status": status}),
        )

    event("Geschlossen", shape=fill)
    secret = (site.data_dir / "secret_key").read_text().strip()
    return f"/canvases/{tokens.seal(secret, 'canvas', made['canvas'])}", bring


def test_what_was_typed_offline_is_never_silently_lost(device, canvas):
    address, bring = canvas
    page = device()
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Titel").fill("Offline getippt")
    status = page.locator("[data-canvas-status]")
    expect(status).to_contain_text("Offline")
    bring("cancelled")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("Diese Veranstaltung ist abgesagt.")
    expect(status).to_have_text("Geschlossen – Ihre Texte sind auf diesem Gerät sicher")
    expect(page.get_by_label("Titel")).to_have_value("Offline getippt")
    expect(page.get_by_text("können Sie hier weiterschreiben")).to_have_count(0)
    expect(page.get_by_role("button", name="Als vorgestellt markieren")).to_have_count(0)
    page.reload()
    left = page.locator("[data-left]")
    expect(left).to_contain_text("Offline getippt")
    expect(left.get_by_role("heading", name="Titel")).to_be_visible()
    check_accessible(page)
    # It takes place after all: what lies on the device is sent.
    bring("published")
    page.reload()
    expect(page.locator("[data-canvas-status]")).to_contain_text("Gespeichert")
    other = device()
    other.goto(address)
    expect(other.get_by_label("Titel")).to_have_value("Offline getippt")


def test_whoever_has_copied_the_texts_deletes_them_from_the_device(device, canvas):
    address, bring = canvas
    page = device(width=1280)
    page.goto(address)
    bring("cancelled")
    page.get_by_label("Titel").fill("Zu spät")
    expect(page.get_by_role("alert")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Diese Texte von diesem Gerät löschen").click()
    expect(page.locator("[data-left]")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Noch auf diesem Gerät")).to_be_hidden()
