import { text } from "./_texts.js";

const PREFIX = "dialogwerk:draft:";
const KEPT_FOR = 24 * 60 * 60 * 1000;
const PAUSE = 400;
const VERSION = 2; // earlier ones may hold what must not be kept: they are forgotten
const ANSWER = /(^|-)q-/;
const NEVER = new Set(["password", "hidden", "file", "submit", "button"]);

/**
 * Keep what is typed into form[data-draft] on this device until it was sent or a day has passed. What lies in
 * [data-private] is never kept: nobody has agreed to it yet.
 */
export function keepDrafts() {
  const forms = [...document.querySelectorAll("form[data-draft]")];
  dropFinished();
  if (document.body.dataset.failed) takeBack();
  forms.forEach(keep);
}

function keep(form) {
  const key = PREFIX + form.dataset.draft;
  // After a refusal the server has put back what was typed; that is newer than any draft.
  if (isRefused(form)) write(key, form, false);
  else restore(form, read(key));
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(key, form, false), PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    write(key, form, true);
  });
}

function isRefused(form) {
  return Boolean(form.querySelector("[aria-invalid=true]") || document.getElementById("error-summary"));
}

function controls(form) {
  return [...form.elements].filter(
    (control) => control.name && control.type && !NEVER.has(control.type) && !control.closest("[data-private]"),
  );
}

function isTyped(control) {
  return !["checkbox", "radio", "select-one", "select-multiple"].includes(control.type);
}

function stateOf(control) {
  return ["checkbox", "radio"].includes(control.type) ? control.checked : control.value;
}

function idOf(control) {
  return ["checkbox", "radio"].includes(control.type) ? `${control.name}=${control.value}` : control.name;
}

/** A mark of the questions that the form asks; empty where it has none. */
function askedIn(form) {
  return form.elements.namedItem("asked")?.value ?? "";
}

function write(key, form, sent) {
  const values = Object.fromEntries(controls(form).map((control) => [idOf(control), stateOf(control)]));
  const typed = controls(form).filter(isTyped).map(idOf);
  const draft = { version: VERSION, at: Date.now(), sent, asked: askedIn(form), values, typed };
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Full or forbidden storage: the form works without drafts.
  }
}

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft?.version === VERSION && Date.now() - draft.at < KEPT_FOR ? draft : null;
  } catch {
    return null;
  }
}

function restore(form, draft) {
  if (!draft) return;
  // What was answered, or agreed to, in other words is no answer to these.
  const isAsked = (draft.asked ?? "") === askedIn(form);
  const fitting = controls(form).filter((control) => isAsked || !ANSWER.test(control.name));
  const changed = fitting.filter((control) => {
    const value = draft.values[idOf(control)];
    return value !== undefined && value !== stateOf(control);
  });
  for (const control of changed) put(control, draft.values[idOf(control)]);
  for (const control of changed) unfold(control);
  const lost = (draft.typed ?? []).map((id) => draft.values[id]).filter((value) => !stands(form, value));
  if (changed.length || lost.length) offerToDiscard(form, lost);
}

/** Whether a text of the draft is to be found in the form again. */
function stands(form, value) {
  return !value.trim() || controls(form).some((control) => isTyped(control) && control.value === value);
}

function put(control, value) {
  if (typeof value === "boolean") control.checked = value;
  else if (control.type === "select-one") control.value = offered(control, value) ?? control.value;
  else control.value = value;
}

/** The choice itself; of numbers the largest below it, where it is on offer no more. */
function offered(select, value) {
  const choices = [...select.options].filter((option) => !option.disabled).map((option) => option.value);
  if (choices.includes(value)) return value;
  const below = choices.filter((choice) => choice && Number(choice) < Number(value));
  return below.length ? below.reduce((most, choice) => (Number(choice) > Number(most) ? choice : most)) : null;
}

/** What was put back is to be seen. */
function unfold(control) {
  for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function offerToDiscard(form, lost) {
  const note = form.querySelector("[data-draft-note]");
  if (!note) return;
  note.hidden = false;
  const words = [text("draftRestored", form)];
  if (lost.length) words.push(text("draftLost", form, { what: lost.join(", ") }));
  note.querySelector("[data-draft-words]").textContent = words.join(" ");
  note.querySelector("button").addEventListener("click", () => {
    forget(PREFIX + form.dataset.draft);
    form.reset();
    form.elements[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    note.hidden = true;
  });
}

/** A sent form was taken once the page that it leads to says so in [data-taken]; no other page ends a draft. */
function dropFinished() {
  const taken = new Set([...document.querySelectorAll("[data-taken]")].map((element) => element.dataset.taken));
  for (const key of keys()) {
    const draft = read(key);
    if (!draft || (draft.sent && taken.has(key.slice(PREFIX.length)))) forget(key);
  }
}

/** This page is a refusal: what was sent is a draft again, until it is sent once more from here. */
function takeBack() {
  const refused = keys().filter((key) => read(key)?.sent);
  const mark = (sent) => {
    for (const key of refused) localStorage.setItem(key, JSON.stringify({ ...read(key), sent }));
  };
  mark(false);
  document.getElementById("kept-form")?.addEventListener("submit", () => mark(true));
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function forget(key) {
  localStorage.removeItem(key);
}
