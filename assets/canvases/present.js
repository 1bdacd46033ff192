import { text } from "../site/_texts.js";

// The size of the text in hundredths of the window's height: from comfortable to the smallest that the last row can read;
// and the smallest at which a canvas stands whole on one screen, to be taken in and talked over.
const LARGEST = 4.4;
const SMALLEST = 2.4;
const WHOLE = 1.6;
const STEP = 0.1;

const sheet = document.querySelector("[data-present]");
const flow = document.querySelector("[data-present-flow]");
const steps = document.querySelector("[data-present-steps]");
const status = document.querySelector("[data-present-status]");
let here = 0;

function count() {
  const gap = parseFloat(getComputedStyle(flow).columnGap) || 0;
  const page = sheet.getBoundingClientRect().width + gap;
  return { page, all: Math.max(1, Math.ceil((flow.scrollWidth + gap) / page - 0.02)) };
}

function screensAt(size) {
  sheet.style.setProperty("--dw-present-size", `${size}vh`);
  return count().all;
}

function fewest(dense, size) {
  sheet.classList.toggle("is-dense", dense);
  return screensAt(size);
}

/** As few screens as can be, best a single one, closer together only if that saves one; then the largest text for it. */
function fit() {
  document.documentElement.classList.add("is-presented");
  const smallest = fewest(true, SMALLEST) > 1 && fewest(true, WHOLE) === 1 ? WHOLE : SMALLEST;
  const [close, loose] = [fewest(true, smallest), fewest(false, smallest)];
  sheet.classList.toggle("is-dense", close < loose);
  const all = Math.min(close, loose);
  let size = LARGEST;
  while (size > smallest && screensAt(size) > all) size -= STEP;
  screensAt(Math.max(size, smallest));
  show(here);
  sheet.dataset.fitted = `${innerWidth}x${innerHeight}`;
}

function show(step) {
  const { page, all } = count();
  here = Math.min(Math.max(step, 0), all - 1);
  flow.style.transform = here ? `translateX(${-here * page}px)` : "";
  sheet.scrollTo({ left: 0, top: 0, behavior: "instant" });
  steps.hidden = all === 1;
  status.textContent = text("step", status, { here: here + 1, all });
  steps.querySelector("[data-present-back]").disabled = here === 0;
  steps.querySelector("[data-present-next]").disabled = here === all - 1;
}

const KEYS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };

const ENDS = { Home: 0, End: Infinity };

function onKey(event) {
  const to = event.key in ENDS ? ENDS[event.key] : here + (KEYS[event.key] ?? NaN);
  if (Number.isNaN(to) || (event.key === " " && event.target.closest("a, button"))) return;
  event.preventDefault();
  show(to);
}

/** What the focus reaches is shown on its own screen. */
function follow(event) {
  if (event.target === sheet) return;
  const left = event.target.getBoundingClientRect().left - flow.getBoundingClientRect().left;
  show(Math.floor(left / count().page));
}

steps.querySelector("[data-present-back]").addEventListener("click", () => show(here - 1));
steps.querySelector("[data-present-next]").addEventListener("click", () => show(here + 1));
document.addEventListener("keydown", onKey);
sheet.addEventListener("focusin", follow);
addEventListener("resize", fit);
document.fonts.ready.then(fit);
