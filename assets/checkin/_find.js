import { text } from "../site/_texts.js";
import { allowSound } from "./_signals.js";
import { whatIsShown } from "./_rules.js";

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

  function offer(guests) {
    list.replaceChildren(...guests.map(drawn));
    say(guests.length ? "" : "sayNobody");
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

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    allowSound();
    const typed = field.value.trim();
    clear();
    if (!typed) {
      say("sayNoCode");
      field.focus();
    } else if (isName(device, typed)) {
      offer(device.book.search(typed));
    } else if (take(typed)) {
      field.value = "";
    } else {
      // The scan before is under way; what a hand scanner types next replaces this.
      field.select();
    }
  });
}

/** Words that are no code and no address: somebody's name. Eight letters are a code only where the list knows it. */
function isName(device, typed) {
  if (/[:/;=]/.test(typed) || !/\p{L}{2}/u.test(typed)) return false;
  const { code, payload } = whatIsShown(typed);
  if (code) return !/\d/.test(typed) && !device.book.codes.has(code);
  return !payload;
}
