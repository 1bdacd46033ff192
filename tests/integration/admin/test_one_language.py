"""An installation of one language: nothing at the desk asks for a text in another one, from the preset to the guest."""

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.events.types import EventFormat
from webapp.registration.queries import categories_of
from webapp.registration.queries.drafts import draft_of

WORDS = {
    "de": {"question": "Was bringen Sie mit?", "answer": "Werkzeug", "category": "Nachbarn", "subject": "Parken"},
    "en": {"question": "What do you bring?", "answer": "Tools", "category": "Neighbours", "subject": "Parking"},
}
OFF = {"de": ("en", "Englisch", "English"), "en": ("de", "German", "Deutsch")}


class Walk:
    """The desk of one language: forms are opened, looked at and sent with no more than their fields ask for."""

    def __init__(self, desk, lang):
        self.client, self.lang, self.off = desk.client, lang, OFF[lang]

    def page(self, path):
        answer = self.client.get(path, headers={"Accept-Language": self.off[0]})
        assert answer.status_code == 200, path
        assert f'<html lang="{self.lang}"' in answer.text
        return parsed(answer)

    def fill(self, path, marker, **typed):
        page = self.page(path)
        self.nothing_of_the_other(page, path)
        answer = self.client.post(path, data={**sent_from(page, marker), **typed})
        assert answer.status_code == 303, (path, text_of(parsed(answer))[:3000])
        return answer.location

    def nothing_of_the_other(self, page, path):
        seen = [each for tag in ("input", "textarea") for each in page.iter(tag) if each.get("type") != "hidden"]
        names = [str(each.get("name")) for each in seen]
        assert not [name for name in names if name.endswith((f"_{self.off[0]}", f"-{self.off[0]}"))], path
        options = [each for each in page.iter("option") if each.get("value") == self.off[0]]
        labels = [text_of(each) for each in page.iter("label")]
        said = [label for label in labels if any(word in label for word in self.off[1:])]
        assert (options, said) == ([], []), path

    def press(self, path, **sent):
        page = self.page(path.rpartition("/")[0])
        found = next(form for form in page.iter("form") if form.get("action") == path)
        data = {each.get("name"): each.get("value") for each in found.iter("input") if each.get("name")}
        answer = self.client.post(path, data={**data, **sent})
        assert answer.status_code == 303, path


@pytest.fixture(params=["de", "en"])
def walk(request, app, desk, work, legal_texts):
    with work():
        email = make_user(Role.ADMIN).email
    admin = app.test_client()
    sign_in(admin, email)
    page = parsed(admin.get("/manage/settings/installation"))
    sent = {**sent_from(page, "languages"), "languages": request.param}
    assert admin.post("/manage/settings/installation", data=sent).status_code == 303
    return Walk(desk, request.param)


def test_from_each_preset_to_a_guest(app, walk, work):
    for number, kind in enumerate(EventFormat):
        slug = _drafted(walk, work, number, kind.value)
        if number < 2:
            _ask(walk, work, slug)
        walk.press(f"/manage/events/{slug}/publish")
        _register(app, walk, slug, number)
        if number < 2:
            _write(walk, slug)


def _drafted(walk, work, number, kind):
    where = {"venue_name": "Haus", "venue_city": "Mittweida", "contact_name": "A", "contact_email": "a@example.org"}
    new = f"/manage/events/new?format={kind}"
    slug = walk.fill(new, "title", title=f"Termin {number}", day="2027-02-24", **where).rpartition("/")[2]
    own = f"/manage/events/{slug}"
    walk.fill(f"{own}/edit", "teaser", teaser="x", description="y")
    with work():
        assert get_event(slug).language == walk.lang
    walk.client.post(f"{own}/sign-up/questions/usual", data={"once_key": f"usual{number}"})
    walk.client.post(f"{own}/sign-up/categories/usual", data={"once_key": f"categories{number}"})
    return slug


def _ask(walk, work, slug):
    lang, said, own = walk.lang, WORDS[walk.lang], f"/manage/events/{slug}"
    asked = {f"label_{lang}": said["question"], "kind": "choice", f"choices-0-{lang}": said["answer"]}
    walk.fill(f"{own}/sign-up/questions/new", f"label_{lang}", **asked)
    with work():
        made = draft_of(get_event(slug).id).definitions[-1]
        usual = draft_of(get_event(slug).id).definitions[0]
    assert (made.label, [label for _key, label in made.choices]) == ({lang: said["question"]}, [{lang: said["answer"]}])
    walk.fill(f"{own}/sign-up/questions/{usual.key}", f"label_{lang}")
    walk.fill(f"{own}/sign-up/questions/{made.key}", f"label_{lang}")
    walk.fill(f"{own}/sign-up/categories/new", f"label_{lang}", **{f"label_{lang}": said["category"]})
    with work():
        event = get_event(slug)
        category = categories_of(event.id)[-1]
        assert category.label == {lang: said["category"]}
        assert draft_of(event.id).get(usual.key).label == usual.label  # the other language waits unseen
        category_id = category.public_id
    walk.fill(f"{own}/sign-up/categories/{category_id}", f"label_{lang}")
    assert said["category"] in text_of(walk.page(f"{own}/sign-up/categories"))
    walk.fill(f"{own}/mail/words/seat_confirmed/{lang}", "subject", subject=said["subject"], text="ok")


def _write(walk, slug):
    lang, own, said = walk.lang, f"/manage/events/{slug}", WORDS[walk.lang]
    written = {f"subject_{lang}": said["subject"], f"text_{lang}": "x"}
    walk.fill(f"{own}/mail/new/message", f"subject_{lang}", **written)
    for path in ("registrations/new", "invitations"):
        walk.nothing_of_the_other(walk.page(f"{own}/{path}"), path)


def _register(app, walk, slug, number):
    client, path = app.test_client(), f"/events/{slug}/register"
    page = client.get(path, headers={"Accept-Language": walk.off[0]})
    assert f'<html lang="{walk.lang}"' in page.text
    form = parsed(page)
    radios = [each for each in form.iter("input") if each.get("name") == "category"]
    offered = {each.get("name"): each.get("value") for each in reversed(radios)}
    said = {"name": "Kim", "email": f"kim{number}@example.org", "consent": "y"}
    sent = {**sent_from(form, "email"), **offered, **said}
    answer = client.post(path, data=sent)
    errors = [text_of(each) for each in parsed(answer).iter("a") if str(each.get("href")).startswith("#")]
    assert answer.status_code == 303, (path, errors)


def test_the_rest_of_the_desk_offers_the_language_that_is_on(walk, desk):
    for path in (f"contacts/{desk.host.key}/new", "series", f"settings/team/{desk.host.key}/invite"):
        walk.nothing_of_the_other(walk.page(f"/manage/{path}"), path)
