/** Show what is asked only of some: [data-show-when="name=one|two"] follows the inputs of that name in its form. */
export function followConditions() {
  document.addEventListener("change", ({ target }) => target.form && follow(target.form));
  followAll();
}

/** Bring every form of the page, also of a part that has just come, into step with what is chosen in it. */
export function followAll() {
  for (const form of document.forms) follow(form);
}

function follow(form) {
  for (const part of form.querySelectorAll("[data-show-when]")) show(part, isMet(form, part.dataset.showWhen));
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
