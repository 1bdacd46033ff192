import { text } from "./_texts.js";

const ANNOUNCED = [120, 30, 0];
const SHORT = 30;

/** Start every [data-countdown] of the page. */
export function startCountdowns() {
  document.querySelectorAll("[data-countdown]").forEach(startCountdown);
}

/**
 * Count down to data-ends (a moment) or stand still at data-left (seconds, a pause); both may change at any time.
 * Speaks politely at two minutes, half a minute and the end. data-now tells the server's time against a wrong clock.
 */
export function startCountdown(element) {
  const offset = element.dataset.now ? Date.parse(element.dataset.now) - Date.now() : 0;
  let before = Infinity;
  const tick = () => {
    const left = secondsLeft(element, offset);
    show(element, left);
    if (left < before) announce(element, before, left);
    before = left;
  };
  new MutationObserver(tick).observe(element, { attributeFilter: ["data-ends", "data-left"] });
  tick();
  return setInterval(tick, 250);
}

function secondsLeft(element, offset) {
  const { left, ends } = element.dataset;
  if (left) return Math.max(0, Math.round(Number(left)));
  return Math.max(0, Math.ceil((Date.parse(ends) - Date.now() - offset) / 1000));
}

function show(element, left) {
  const shown = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  const timer = element.querySelector("[role=timer]");
  if (timer.textContent !== shown) timer.textContent = shown;
  element.dataset.phase = left === 0 ? "over" : left <= SHORT ? "short" : "running";
}

function announce(element, before, left) {
  const reached = ANNOUNCED.findLast((mark) => before !== Infinity && before > mark && left <= mark);
  if (reached !== undefined) element.querySelector("[role=status]").textContent = text(`say${reached}`, element);
}
