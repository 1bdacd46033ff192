import { holds } from "./_conditions.js";

/** Fold what nobody has to answer while details[data-fold-when] says so, unless somebody has answered it already. */
export function foldVoluntary() {
  for (const fold of document.querySelectorAll("details[data-fold-when]")) {
    const form = fold.closest("form");
    form.addEventListener("change", ({ target }) => !fold.contains(target) && settle(fold, form));
    settle(fold, form);
  }
}

function settle(fold, form) {
  const isWanted = holds(form, fold.dataset.foldWhen);
  if (isWanted === fold.hasAttribute("data-folded")) return;
  fold.toggleAttribute("data-folded", isWanted);
  fold.open = !isWanted || isAnswered(fold);
}

function isAnswered(fold) {
  return [...fold.querySelectorAll("input[name], select, textarea")].some((input) =>
    ["checkbox", "radio"].includes(input.type) ? input.checked : input.value.trim() || input.ariaInvalid === "true",
  );
}
