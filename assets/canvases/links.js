import { text } from "../site/_texts.js";

/** Let a search field narrow a long list of choices, whatever the umlauts. */
function narrow(field) {
  const select = document.getElementById(field.dataset.filter);
  const found = field.parentElement.querySelector("[data-filter-found]");
  const groups = [...select.querySelectorAll("optgroup")].map((group) => ({ group, options: [...group.children] }));
  field.addEventListener("input", () => {
    const wanted = folded(field.value).split(" ").filter(Boolean);
    let count = 0;
    for (const { group, options } of groups) {
      const fits = options.filter((option) => matches(`${group.label} ${option.text}`, wanted));
      group.replaceChildren(...fits);
      group.hidden = !fits.length;
      count += fits.length;
    }
    found.textContent = wanted.length ? text("found", found, { count }) : "";
  });
}

function matches(words, wanted) {
  const known = folded(words);
  return wanted.every((word) => known.includes(word));
}

function folded(words) {
  const bare = words.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
  return bare
    .replace(/([aou])e/g, "$1")
    .replace(/[^\p{L}\p{N}.]+/gu, " ")
    .trim();
}

document.querySelectorAll("[data-filter]").forEach(narrow);
