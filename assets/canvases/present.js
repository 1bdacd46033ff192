import { text } from "../site/_texts.js";

// Heights of a line of text as a share of the window's: from comfortable to the smallest that the last row can read.
const SIZES = [4.4, 4, 3.6, 3.2, 2.9, 2.6];

const sheet = document.querySelector("[data-present]");
const steps = document.querySelector("[data-present-steps]");
const status = document.querySelector("[data-present-status]");
let here = 0;

function count() {
  const gap = parseFloat(getComputedStyle(sheet).columnGap) || 0;
  const page = sheet.clientWidth + gap;
  return { page, all: Math.max(1, Math.ceil((sheet.scrollWidth + gap) / page - 0.02)) };
}

/** The largest size at which the canvas stands on one screen, else the smallest, in steps. */
function fit() {
  document.documentElement.classList.add("is-presented");
  for (const size of SIZES) {
    sheet.style.setProperty("--dw-present-size", `${size}vh`);
    if (count().all === 1) break;
  }
  show(here);
}

function show(step) {
  const { page, all } = count();
  here = Math.min(Math.max(step, 0), all - 1);
  sheet.scrollTo({ left: here * page, behavior: "instant" });
  steps.hidden = all === 1;
  status.textContent = text("step", status, { here: here + 1, all });
  steps.querySelector("[data-present-back]").disabled = here === 0;
  steps.querySelector("[data-present-next]").disabled = here === all - 1;
}

const KEYS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };

function onKey(event) {
  const by = KEYS[event.key];
  if (!by || event.target.closest("a, button")) return;
  event.preventDefault();
  show(here + by);
}

steps.querySelector("[data-present-back]").addEventListener("click", () => show(here - 1));
steps.querySelector("[data-present-next]").addEventListener("click", () => show(here + 1));
document.addEventListener("keydown", onKey);
addEventListener("resize", fit);
document.fonts.ready.then(fit);
