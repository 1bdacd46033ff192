/** Show what is asked only of some: [data-show-when="name=one|two"] follows the inputs of that name in its form. */
export function followConditions() {
  for (const form of document.forms) {
    const parts = [...form.querySelectorAll("[data-show-when]")];
    if (!parts.length) continue;
    const follow = () => parts.forEach((part) => show(part, isMet(form, part.dataset.showWhen)));
    form.addEventListener("change", follow);
    follow();
  }
}

function isMet(form, condition) {
  const [name, wanted] = condition.split("=");
  const values = wanted.split("|");
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].some(
    (input) =>
      !input.closest("[hidden]") &&
      (!["checkbox", "radio"].includes(input.type) || input.checked) &&
      values.includes(input.value),
  );
}

function show(part, shown) {
  part.hidden = !shown;
  // What is hidden is neither sent nor asked for.
  for (const input of part.querySelectorAll("input, select, textarea")) {
    if (!shown) {
      input.dataset.wasDisabled ??= String(input.disabled);
      input.disabled = true;
    } else if (input.dataset.wasDisabled !== undefined) {
      input.disabled = input.dataset.wasDisabled === "true";
      delete input.dataset.wasDisabled;
    }
  }
}
