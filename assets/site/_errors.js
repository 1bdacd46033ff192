const FIELD = ".kern-form-input, .kern-fieldset, .kern-form-check";

/** Put the reader's focus on the error summary, let its links lead into the fields, and take off what is mended. */
export function showErrors() {
  const summary = document.getElementById("error-summary");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && fieldOf(link);
    if (!field) return;
    event.preventDefault();
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    field.focus({ preventScroll: true });
    (field.closest(FIELD) ?? field).scrollIntoView();
  });
  for (const kind of ["change", "input"]) {
    document.addEventListener(kind, ({ target }) => target.form && takeOff(summary, target));
  }
}

function fieldOf(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)));
}

/** Forget each error whose field was mended just now, or that nobody is asked for any more. */
function takeOff(summary, changed) {
  for (const link of summary.querySelectorAll("a[href^='#']")) {
    const field = fieldOf(link);
    if (!field || field.form !== changed.form) continue;
    if (field.disabled || (isAbout(field, changed) && isMended(field))) {
      forget(field);
      link.closest("li").remove();
    }
  }
  if (!summary.querySelector("li")) summary.remove();
}

/** A change of the field, of one of its choices, or of the consent that belongs to it. */
function isAbout(field, changed) {
  return [field.name, `${field.name}-consent`].includes(changed.name);
}

/** As far as a browser can tell; the server looks again. */
function isMended(field) {
  const all = [...field.form.elements].filter((each) => each.name === field.name);
  const isChoice = ["checkbox", "radio"].includes(field.type);
  if (isChoice) return all.some((each) => each.checked);
  const consent = field.form.elements.namedItem(`${field.name}-consent`);
  if (consent && field.value.trim() && !consent.checked) return false;
  if (!consent && !field.value.trim() && field.required) return false;
  return field.value !== field.defaultValue || consent ? field.validity.valid : false;
}

function forget(field) {
  const error = document.getElementById(`${field.name}-error`);
  error?.replaceChildren();
  for (const each of [field, field.closest(FIELD), field.closest(".kern-fieldset")]) {
    for (const name of [...(each?.classList ?? [])]) if (name.endsWith("--error")) each.classList.remove(name);
  }
  field.removeAttribute("aria-invalid");
}
