/** A search field over each long list: select[data-search] keeps the options that fit what was typed. */
export function searchLongLists() {
  for (const select of document.querySelectorAll("select[data-search]:not([data-searched])")) {
    select.dataset.searched = "";
    const options = [...select.options].map((option) => ({
      option,
      words: folded(`${option.text} ${option.dataset.words ?? ""}`),
    }));
    const input = document.createElement("input");
    Object.assign(input, { type: "search", className: "kern-form-input__input", autocomplete: "off" });
    input.setAttribute("aria-label", select.dataset.search);
    input.placeholder = select.dataset.search;
    input.addEventListener("input", () => narrow(select, options, folded(input.value)));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    select.closest(".kern-form-input__select-wrapper").before(input);
  }
}

function narrow(select, options, words) {
  const wanted = words.split(" ").filter(Boolean);
  const fitting = options.filter((each) => each.option.value && wanted.every((word) => each.words.includes(word)));
  for (const { option } of options) option.hidden = Boolean(wanted.length) && Boolean(option.value);
  for (const { option } of fitting) option.hidden = false;
  for (const group of select.querySelectorAll("optgroup")) {
    group.hidden = [...group.children].every((option) => option.hidden);
  }
  if (wanted.length && fitting.length) select.value = fitting[0].option.value;
}

function folded(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ae|oe|ue|ss/g, (spelt) => spelt[0])
    .replace(/ß/g, "s");
}
