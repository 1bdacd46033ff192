import { text } from "../site/_texts.js";
import { addRow, hideAnswer, isWaiting, showAnswer, showCounts } from "./_answers.js";
import { startCamera } from "./_camera.js";
import { newScan } from "./_scans.js";
import { Refused, send } from "./_sending.js";
import { allowSound, signal } from "./_signals.js";

const page = document.querySelector("[data-door]");
const video = page.querySelector("[data-camera]");
const REASONS = { 409: "sayGone", 422: "sayNotTaken", 429: "sayThrottled" };
let busy = false;

function say(name) {
  page.querySelector("[data-status]").textContent = name ? text(name, page) : "";
}

/** Record a scan and show what the door answers; false when another one is under way. */
function record(content) {
  if (busy) return false;
  busy = true;
  const soon = setTimeout(() => say("saySending"), 300);
  send(page.dataset.scans, newScan(content, page.dataset.gate), () => say("sayRetrying"))
    .then(answered, troubled)
    .finally(() => {
      clearTimeout(soon);
      say("");
      busy = false;
    });
  return true;
}

function answered(answer) {
  signal(answer.kind);
  showAnswer(page, answer);
  showCounts(answer);
  addRow(page, answer);
}

function troubled(problem) {
  const reason = problem instanceof Refused ? (REASONS[problem.status] ?? "sayRefused") : "sayUnreachable";
  signal("stop");
  showAnswer(page, { kind: "stop", word: text("sayTrouble", page), detail: text(reason, page) });
}

async function openCamera() {
  allowSound();
  hideAnswer(page);
  showCamera(true);
  try {
    await startCamera(video, (shown) => !isWaiting(page) && record({ shown }));
  } catch {
    showCamera(false);
    say("sayNoCamera");
    return;
  }
  await navigator.wakeLock?.request("screen").catch(() => {});
}

function showCamera(on) {
  video.hidden = !on;
  page.querySelector("[data-idle]").hidden = on;
}

function typed(event) {
  event.preventDefault();
  allowSound();
  const field = event.target.elements.code;
  if (!field.value.trim()) {
    say("sayNoCode");
    field.focus();
  } else if (record({ shown: field.value })) {
    field.value = "";
  } else {
    // The scan before is under way; what a hand scanner types next replaces this.
    field.select();
  }
}

/** A hand scanner types like a keyboard, wherever the focus is: what it types goes into the field. */
function scannedByHand(event) {
  const types = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (types && !event.target.closest("input")) page.querySelector("#code").focus();
}

function undone(event) {
  event.preventDefault();
  const form = event.target;
  if (record({ undo: form.elements.undo.value })) form.remove();
}

page.querySelector("[data-start]").addEventListener("click", openCamera);
page.querySelector("[data-continue]").addEventListener("click", () => hideAnswer(page));
page.querySelector("#code-form").addEventListener("submit", typed);
document.addEventListener("keydown", scannedByHand);
page.querySelector("[data-recent]").addEventListener("submit", undone);
