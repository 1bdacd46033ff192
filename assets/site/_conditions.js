/**
 * Show what is asked only of some. [data-show-when] holds conditions on inputs of its form, one of which is enough:
 * "name=one|two" (one of these was given), "name" (something was), and "!" in front for the opposite.
 */
export function followConditions() {
  for (const kind of ["change", "input"]) {
    document.addEventListener(kind, ({ target }) => target.form && follow(target.form));
  }
  followAll();
}

/** Bring every form of the page, also of a part that has just come, into step with what is chosen in it. */
export function followAll() {
  for (const form of document.forms) follow(form);
}

function follow(form) {
  const parts = form.querySelectorAll("[data-show-when]");
  if (!parts.length) return;
  for (const part of parts) part.hidden = !part.dataset.showWhen.split(";").some((each) => holds(form, each));
  // What is hidden, itself or with what it lies in, is neither sent nor asked for.
  for (const input of form.elements) {
    if (input.closest("[data-show-when][hidden]")) {
      input.dataset.wasDisabled ??= String(input.disabled);
      input.disabled = true;
    } else if (input.dataset.wasDisabled !== undefined) {
      input.disabled = input.dataset.wasDisabled === "true";
      delete input.dataset.wasDisabled;
    }
  }
}

/** True when one condition on the inputs of this form is met. */
export function holds(form, condition) {
  const [, not, name, wanted] = /^(!?)([^=]+)=?(.*)$/.exec(condition);
  const fits = wanted ? (value) => wanted.split("|").includes(value) : (value) => value.trim() !== "";
  const met = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].some(
    (input) =>
      !input.closest("[hidden]") && (!["checkbox", "radio"].includes(input.type) || input.checked) && fits(input.value),
  );
  return met !== Boolean(not);
}
