import { text } from "../site/_texts.js";
import { allowSound } from "./_signals.js";
import { hidePanel } from "./_panel.js";
import { looksLikeCode, mayBeCode, whatIsShown } from "./_rules.js";

/** The field for codes and names: a code is judged at once, of a name all who bear it are offered. */
export function findGuests(page, device, take) {
  const form = page.querySelector("[data-find]");
  const field = form.querySelector("#code");
  const list = page.querySelector("[data-found]");

  function say(name) {
    page.querySelector("[data-found-status]").textContent = name ? text(name, page) : "";
  }

  function clear() {
    list.replaceChildren();
    say("");
  }

  function offer(guests, typed) {
    list.replaceChildren(...guests.map(drawn));
    const nobody = mayBeCode(typed) ? "sayNeither" : "sayNobody";
    say(guests.length ? "" : nobody);
    list.querySelector("button")?.focus();
  }

  function drawn(guest) {
    const row = page.querySelector("[data-guest]").content.cloneNode(true);
    row.querySelector("[data-name]").textContent = guest.name;
    row.querySelector("[data-about]").textContent = device.book.head.categories[guest.category - 1] ?? "";
    row.querySelector("button").addEventListener("click", () => {
      if (take({ reference: guest.reference })) clear();
    });
    return row;
  }

  // What was said of the one before, and the button that lets them in, is no answer to what is asked now.
  function begin() {
    clear();
    hidePanel(page);
  }

  field.addEventListener("input", begin);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    allowSound();
    const typed = field.value.trim();
    begin();
    if (!typed) {
      say("sayNoCode");
      field.focus();
      return;
    }
    const guests = isShown(device, typed) ? [] : device.book.search(typed);
    if (!guests.length && isForTheDoor(device, typed)) {
      judge(typed);
    } else {
      offer(guests, typed);
    }
  });

  function judge(typed) {
    if (take(typed)) {
      field.value = "";
    } else {
      // The scan before is under way; what a hand scanner types next replaces this.
      field.select();
    }
  }
}

/** A QR code that a hand scanner typed, or the code of somebody on the list. */
function isShown(device, typed) {
  const { code, payload } = whatIsShown(typed);
  return Boolean(payload) || /[:/;=]/.test(typed) || device.book.codes.has(code);
}

/** What is nobody's name: a code, also a mistyped one, and what holds no two letters in a row. */
function isForTheDoor(device, typed) {
  return isShown(device, typed) || looksLikeCode(typed) || !/\p{L}{2}/u.test(typed);
}
