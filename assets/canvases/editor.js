import { text } from "../site/_texts.js";
import { ConflictPanels } from "./_conflicts.js";
import { inputsOf, keyOf, read, write } from "./_inputs.js";
import { Keeper } from "./_keeper.js";
import { Line } from "./_line.js";
import { Sheet } from "./_sheet.js";
import { walkThroughSections } from "./_steps.js";

const PAUSE = 800;
const LATEST = 1_800;
const ASK_EVERY = 5_000;
const LONGEST_WAIT = 30_000;

const form = document.getElementById("canvas");
const words = form.querySelector("[data-editor]");
const status = document.querySelector("[data-canvas-status]");
const inputs = inputsOf(form);
const line = new Line(words.dataset.address);
const keeper = new Keeper(words.dataset.key);
const panels = new ConflictPanels(form, pick);
const version = Number(words.dataset.version);
const sheet = new Sheet(version, Object.fromEntries([...inputs].map(([key, parts]) => [key, read(parts)])));

let timer = null;
let dueBy = null;
let isTouched = false;
let isBusy = false;
let isAskedAgain = false;
let failures = 0;
let isKept = true;
let hasEnded = false;
let isClosed = false;

function isFree(key) {
  return ![...inputs.get(key).values()].includes(document.activeElement);
}

function show(keys) {
  for (const key of keys) write(inputs.get(key), sheet.raw(key));
  for (const key of inputs.keys()) {
    showConflict(key);
    showRefusal(key);
  }
  say();
}

function showConflict(key) {
  const conflict = sheet.conflict(key);
  if (!conflict) return panels.hide(key);
  const long = inputs.get(key).get("")?.tagName === "TEXTAREA";
  panels.show(key, {
    mine: sheet.raw(key),
    theirs: conflict.text ?? conflict.theirs,
    canJoin: long && Boolean(conflict.theirs),
  });
}

function showRefusal(key) {
  const place = form.querySelector(`[data-field="${key}"]`);
  const message = sheet.refusal(key);
  let note = place.querySelector("[data-refusal]");
  if (!message) return note?.remove();
  note ??= place.appendChild(Object.assign(document.createElement("p"), { className: "kern-error" }));
  note.dataset.refusal = "";
  note.textContent = message;
}

function say() {
  const { state } = sheet;
  if (isClosed) tell(isKept ? "closed" : "unkept");
  else if (hasEnded) tell("gone");
  else if (failures && state !== "saved") tell(isKept ? "offline" : "unsafe");
  else if (state === "conflict") tell("conflicted");
  else if (state === "invalid") tell("invalid", { label: labelOfRefused() });
  else if (state === "saved" && isTouched) tell("saved");
  form.toggleAttribute("data-unsaved", state !== "saved");
}

/** On a phone the field may stand in another section. */
function labelOfRefused() {
  const key = [...inputs.keys()].find((each) => sheet.refusal(each));
  return form.querySelector(`[data-field="${key}"]`).querySelector("label, legend").textContent.trim();
}

function tell(name, said = {}) {
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const sentence = text(name, words, { time: time.format(new Date()), ...said });
  // The same words once more would only be read aloud again.
  if (status.textContent !== sentence) status.textContent = sentence;
  status.dataset.kind = name;
}

function keep() {
  isKept = keeper.keep(sheet.snapshot());
}

function later(delay) {
  clearTimeout(timer);
  timer = setTimeout(flush, delay);
}

async function flush() {
  clearTimeout(timer);
  timer = dueBy = null;
  isAskedAgain = isBusy;
  if (isBusy || hasEnded) return;
  const packet = sheet.next();
  if (!packet) return say();
  isBusy = true;
  keep();
  const { kind, body } = await line.send(packet);
  isBusy = false;
  take(kind, body);
  keep();
  if (kind === "down") later(Math.min(LONGEST_WAIT, 1_000 * 2 ** failures));
  // What was typed meanwhile has a timer of its own; what others have held up has none.
  else if (isAskedAgain || (sheet.state !== "saved" && !timer)) flush();
}

function take(kind, body) {
  failures = kind === "down" ? failures + 1 : 0;
  hasEnded = kind === "gone" || kind === "closed";
  if (kind === "closed") close(body.message);
  else if (kind === "saved") show(sheet.saved(body, isFree));
  else if (kind === "conflict") show(sheet.conflicted(body, isFree));
  else if (kind === "invalid") {
    sheet.refused(body.fields ?? {});
    show([]);
  } else say();
}

/** What is typed stays in its field and on this device; nothing more is sent. */
function close(reason) {
  isClosed = true;
  const note = form.querySelector("template[data-closed-note]").content.firstElementChild.cloneNode(true);
  note.querySelector("[data-closed-reason]").textContent = reason;
  for (const each of document.querySelectorAll("[data-while-open]")) each.remove();
  form.before(note);
  note.scrollIntoView({ block: "center" });
  say();
}

async function ask() {
  if (isBusy || hasEnded || document.hidden) return;
  const news = await line.ask(sheet.version);
  if (isBusy || news === undefined) return;
  if (failures) retry();
  if (!news) return;
  line.token = news.csrf;
  const shown = sheet.heard(news, isFree);
  show(shown);
  if (shown.length) tell("updated");
}

function retry() {
  failures = 0;
  flush();
}

function pick(key, choice) {
  sheet.resolve(key, choice);
  show([key]);
  [...inputs.get(key).values()][0].focus();
  keep();
  flush();
}

form.addEventListener("input", (event) => {
  const key = keyOf(event.target);
  if (!key) return;
  isTouched = true;
  sheet.type(key, read(inputs.get(key)));
  keep();
  showRefusal(key);
  if (sheet.state === "saved") return say();
  if (failures) return;
  const now = Date.now();
  dueBy ??= now + LATEST;
  later(Math.max(0, Math.min(PAUSE, dueBy - now)));
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  flush();
});
addEventListener("online", retry);
document.addEventListener("visibilitychange", () => (document.hidden ? flush() : ask()));
addEventListener("pagehide", keep);
setInterval(ask, ASK_EVERY);

form.toggleAttribute("data-live", true);
walkThroughSections(form, words);
const left = keeper.take();
isTouched = left.length > 0;
show(left.flatMap((snapshot) => sheet.restore(snapshot)));
keep();
flush();
