"""What somebody typed for something that can't take it any more, to be taken along from the page that says so."""

from webapp.foundation.http.kept_form import kept_form

_MARKS = frozenset({"seen"})


def typed_texts() -> list[str]:
    """The texts of this request's form that somebody may want back: no passwords, numbers, choices or marks."""
    form = kept_form()
    values = form.values if form else []
    texts = [value.strip() for name, value in values if name not in _MARKS]
    return list(dict.fromkeys(text for text in texts if _reads_like_words(text)))


def _reads_like_words(text: str) -> bool:
    """True for what took somebody's time: several words, an address, or a word that is no choice of ours and no id."""
    if not any(map(str.isalpha, text)):
        return False
    is_of_ours = (text.isascii() and text == text.lower()) or any(map(str.isdigit, text))
    return len(text.split()) > 1 or "@" in text or not is_of_ours
