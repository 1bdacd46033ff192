"""The registration form in a browser: short for a family, true about who comes, and nothing is lost or hidden."""

import json
import re

import pytest

from tests.e2e.accessibility import check_accessible, check_fits
from tests.e2e.site import link_in
from tests.waiting import until
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import services

TALLEST = 2_500
FAMILY = ("Meike Beispiel", "Ada Beispiel", "Ben Beispiel")


@pytest.fixture
def crafts_day(event):
    """The address of the form of a Tag des Handwerks, set up as its format brings it."""

    def as_it_comes(made):
        made.format = "crafts_day"
        services.use_usual_categories(event=made)
        services.use_usual_questions(event=made)
        services.ask_draft(event=made, now=clock.now())

    return f"/events/{event('Tag des Handwerks', as_it_comes, capacity=None)}/register"


def says_who(page, people=FAMILY):
    page.get_by_label("Familien und Gäste").check()
    page.locator("[name=name]").fill("Bernd Beispiel")
    page.locator("[name=email]").fill("bernd@example.org")
    if people:
        brings(page, people)


def brings(page, people):
    select = page.locator("[name=persons]")
    if not select.is_visible():
        page.get_by_text("Weitere Personen mitbringen").click()
    select.select_option(str(len(people) + 1))
    for number, name in enumerate(people, 1):
        page.locator(f"[name=p{number}-name]").fill(name)


def line(page):
    return " ".join(page.locator("[data-put-down]").inner_text().split())


def kept_with(page, word):
    """What the device keeps, as soon as this is in it."""

    def stored():
        kept = page.evaluate("Object.values(localStorage).join(' ')")
        return kept if word in kept else None

    return until(stored, word)


def sends(page):
    page.locator("main").get_by_role("button", name="Anmelden", exact=True).click()


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("where", ["as it comes", "in the demo"])
def test_a_family_of_four_fits_on_three_screens_of_a_phone(device, crafts_day, lang, where):
    page = device(width=390, lang=lang)
    page.goto(crafts_day if where == "as it comes" else "/events/tag-des-handwerks-dresden/register")
    page.locator("[name=category]").first.check()
    page.locator("[name=name]").fill("Bernd Beispiel")
    page.locator("details > summary").first.click()
    page.locator("[name=persons]").select_option("4")
    for number, name in enumerate(FAMILY, 1):
        page.locator(f"[name=p{number}-name]").fill(name)
    page.locator("[data-put-down]", has_text="Ben Beispiel").wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") <= TALLEST
    # Asked once for all, and to be seen.
    for kind in ("access_needs", "photos"):
        seen = page.locator(f"[name$='q-{kind}']").locator("visible=true")
        assert len({each.get_attribute("name") for each in seen.all()}) == 1
    check_fits(page)
    check_accessible(page)


def test_what_is_asked_of_each_is_asked_apart_on_wish(device, crafts_day, site):
    page = device(width=390)
    page.goto(crafts_day)
    says_who(page)
    page.get_by_label("Für jede Person einzeln antworten").check()
    group = page.get_by_role("group", name="Angaben für Ada Beispiel")
    group.get_by_label(re.compile("^Was brauchen Sie")).fill("Platz für den Rollstuhl")
    group.get_by_label(re.compile("^Sie dürfen das")).check()
    group.get_by_label("Nein").check()
    check_accessible(page)
    page.get_by_label(re.compile("^Ich habe die Datenschutz")).check()
    assert line(page) == "Sie melden an: Bernd Beispiel, Meike Beispiel, Ada Beispiel, Ben Beispiel – 4 Plätze"
    sends(page)
    page.wait_for_url("**/register/*")
    said = " ".join(page.locator("main").inner_text().split())
    assert "Sie melden an: Bernd Beispiel, Meike Beispiel, Ada Beispiel, Ben Beispiel – 4 Plätze" in said
    page.goto(link_in(site.mail_to("bernd@example.org", "Bitte bestätigen"), "/registrations/"))
    own = " ".join(page.locator("main").inner_text().split())
    assert "Rollstuhl" in own
    assert own.count("– Ada Beispiel") == 2


def test_whoever_mends_an_error_and_then_brings_somebody_keeps_the_own_place(device, crafts_day):
    page = device(width=390)
    page.goto(crafts_day)
    says_who(page, ())
    page.locator("[name=email]").fill("bernd@")
    sends(page)
    page.locator("#error-summary").wait_for()
    page.locator("[name=email]").fill("bernd.eigen@example.org")
    brings(page, ("Meike Beispiel",))
    assert page.get_by_label("Ich komme selbst mit").is_checked()
    assert line(page) == "Sie melden an: Bernd Beispiel, Meike Beispiel – 2 Plätze"
    page.get_by_label("Ich komme selbst mit").uncheck()
    page.locator("[data-put-down]", has_text="1 Platz").wait_for()
    assert line(page) == "Sie melden an: Meike Beispiel – 1 Platz"


def test_a_class_is_one_number(device, crafts_day):
    page = device(width=390)
    page.goto(crafts_day)
    page.get_by_label("Schulklasse", exact=True).check()
    page.get_by_label("Wie viele Personen kommen?").locator("visible=true").fill("28")
    page.locator("[data-put-down]", has_text="28").wait_for()
    assert line(page) == "Sie melden an: Schulklasse – 28 Plätze"
    page.locator("[name=name]").fill("Kim Muster")
    page.locator("[data-put-down]", has_text="Kim").wait_for()
    assert line(page) == "Sie melden an: Schulklasse (Kim Muster) – 28 Plätze"
    assert page.locator("[name='p0-q-photos']").first.is_visible()
    assert not page.locator("[name=persons]").is_visible()


def test_an_error_goes_away_when_it_is_mended_and_only_then(device, crafts_day):
    page = device(width=390)
    page.goto(crafts_day)
    says_who(page, ("Meike Beispiel", " "))
    page.locator("[name=email]").fill("bernd@")
    page.locator("[name='p0-q-access_needs']").fill("Rampe")
    sends(page)
    summary = page.locator("#error-summary")
    summary.wait_for()
    assert "Person 3: Bitte geben Sie den Namen ein." in summary.inner_text().replace("\u00a0", " ")
    links = summary.locator("a")
    assert links.count() == 4
    page.locator("[name=email]").fill("bernd@exa mple")
    page.locator("[name=p2-name]").fill("")
    assert links.count() == 4
    page.locator("[name=email]").fill("bernd@example.org")
    assert links.count() == 3
    assert page.locator("#email-error").inner_text().strip() == ""
    assert page.locator("[name=email]").get_attribute("aria-invalid") is None
    page.locator("[name=persons]").select_option("2")  # the one without a name doesn't come at all
    page.locator("[name='p0-q-access_needs-consent']").check()
    assert links.count() == 1
    page.get_by_label(re.compile("^Ich habe die Datenschutz")).check()
    assert summary.count() == 0


def test_a_draft_shows_whom_it_holds_and_keeps_no_needs(device, crafts_day):
    page = device(width=390)
    page.goto(crafts_day)
    says_who(page)
    page.locator("[name='p0-q-access_needs']").fill("Rollstuhl")
    page.get_by_label("Für jede Person einzeln antworten").check()
    page.locator("[name='p2-q-access_needs']").fill("Gebärdensprache")
    page.locator("[name=p1-name]").fill("Meike Muster")
    stored = kept_with(page, "Meike Muster")
    for word in ("Rollstuhl", "Gebärden", "access_needs", "consent"):
        assert word not in stored, json.loads(stored)
    page.reload()
    page.locator("[data-draft-note]").wait_for()
    assert page.locator("[name=p3-name]").is_visible()
    assert page.locator("[name=p3-name]").input_value() == "Ben Beispiel"
    assert line(page) == "Sie melden an: Bernd Beispiel, Meike Muster, Ada Beispiel, Ben Beispiel – 4 Plätze"
    assert page.locator("[name='p0-q-access_needs']").input_value() == ""


def test_a_draft_brings_back_no_answer_to_questions_that_were_others(device, event):
    photos = Definition("photos", FieldKind.PHOTOS, {"de": "Bilder für unser Protokoll?"}, of_each=True)
    slug = event("Bilder", lambda made: services.ask(event=made, definitions=[photos], now=clock.now()))
    page = device(width=390)
    page.goto(f"/events/{slug}/register")
    page.locator("[name=name]").fill("Kim Beispiel")
    page.locator("[name=p0-q-photos][value=yes]").check()
    kept_with(page, '"p0-q-photos=yes":true')
    page.reload()
    page.locator("[data-draft-note]").wait_for()
    assert page.locator("[name=p0-q-photos][value=yes]").is_checked()
    page.evaluate(
        """() => Object.keys(localStorage).forEach((key) => localStorage.setItem(key, JSON.stringify(
            { ...JSON.parse(localStorage.getItem(key)), asked: "other words" })))"""
    )
    page.reload()
    page.locator("[data-draft-note]").wait_for()
    assert page.locator("[name=name]").input_value() == "Kim Beispiel"
    assert not page.locator("[name=p0-q-photos][value=yes]").is_checked()


def test_a_draft_for_more_people_than_may_come_by_now_says_who_does_not_fit(device, event, change):
    slug = event("Zu viert", lambda made: services.set_up(event=made, most_heads=4))
    page = device(width=390)
    page.goto(f"/events/{slug}/register")
    page.locator("[name=name]").fill("Bernd Beispiel")
    brings(page, ("Ada Beispiel", "Ben Beispiel", "Cem Beispiel"))
    kept_with(page, "Cem Beispiel")
    change(slug, lambda made: services.set_up(event=made, most_heads=2))

    def takes_two():
        page.goto(f"/events/{slug}/register")  # a form that all share is a second behind at most
        return page.locator("[name=persons] option").count() == 2

    until(takes_two, "the form for two")
    page.locator("[data-draft-note]").wait_for()
    assert line(page) == "Sie melden an: Bernd Beispiel, Ada Beispiel – 2 Plätze"
    said = page.locator("[data-draft-words]").inner_text()
    assert said.endswith("Darin ist kein Platz mehr für: Ben Beispiel, Cem Beispiel")


def test_a_draft_of_before_is_forgotten(device, crafts_day):
    page = device(width=390)
    page.goto(crafts_day)
    page.evaluate(
        """place => localStorage.setItem("dialogwerk:draft:register:" + place, JSON.stringify(
            { at: 8e12, sent: false, values: { "p0-q-access_needs": "Rollstuhl", name: "Kim" } }))""",
        crafts_day.split("/")[2],
    )
    page.reload()
    assert page.evaluate("Object.values(localStorage).join()") == ""
    assert page.locator("[name=name]").input_value() == ""


def test_without_scripts_a_family_registers_and_answers_once(browser, site, crafts_day):
    context = browser.new_context(base_url=site.url, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(crafts_day)
    page.get_by_label("Familien und Gäste").check()
    page.locator("[name=name]").fill("Kim Muster")
    page.locator("[name=email]").fill("kim.ohne@example.org")
    page.get_by_text("Weitere Personen mitbringen").click()
    page.locator("[name=p1-name]").fill("Ada Muster")
    assert not page.locator("[name='p1-q-access_needs']").is_visible()
    sends(page)  # the consent is missing: the page says who would be registered
    assert "Kim Muster, Ada Muster – 2 Plätze" in line(page)
    page.get_by_label(re.compile("^Ich habe die Datenschutz")).check()
    sends(page)
    page.wait_for_url("**/register/*")
    assert "Kim Muster, Ada Muster – 2 Plätze" in " ".join(page.locator("main").inner_text().split())
    context.close()


@pytest.mark.parametrize("elsewhere", ["/events", "/privacy"])
@pytest.mark.parametrize("refusal", ["an error", "an old form"])
def test_what_was_typed_outlives_a_refusal_and_other_pages_until_it_is_taken(device, crafts_day, elsewhere, refusal):
    page = device(width=390)
    page.goto(crafts_day)
    says_who(page, ())
    # An address of its own: few letters go to each.
    page.locator("[name=email]").fill(f"{len(refusal)}-{elsewhere[1:]}@example.org")
    if refusal == "an error":
        sends(page)  # the consent is missing
        page.locator("#error-summary").wait_for()
    else:
        page.locator("[name=csrf_token]").last.evaluate("field => { field.value = 'old' }")
        sends(page)
        page.locator("body[data-failed='400']").wait_for()
    other = page.context.new_page()
    other.goto(elsewhere)
    other.locator("html.js").wait_for()
    page.goto(elsewhere)
    page.goto(crafts_day)
    page.locator("[data-draft-note]").wait_for()
    assert page.locator("[name=name]").input_value() == "Bernd Beispiel"
    page.get_by_label(re.compile("^Ich habe die Datenschutz")).check()
    sends(page)
    page.wait_for_url("**/register/*")
    until(lambda: page.evaluate("localStorage.length") == 0, "the end of the draft")
