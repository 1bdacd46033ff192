import { text } from "./_texts.js";

const SAY_AFTER = 300;
// An answer this late may be lost; the form's one-time key makes a second try harmless.
const TRY_AGAIN_AFTER = 15_000;

/** Send each form[data-once] once, and say so when it takes longer than a moment. */
export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]") || event.defaultPrevented) return;
    // What is only looked at in a frame may be looked at again.
    if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.formTarget) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    hold(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
}

function hold(form) {
  form.dataset.sent = "1";
  setTimeout(() => form.dataset.sent && say(form, text("sending", form)), SAY_AFTER);
  setTimeout(() => release(form), TRY_AGAIN_AFTER);
}

function release(form) {
  delete form.dataset.sent;
  say(form, "");
}

function say(form, words) {
  for (const button of form.querySelectorAll("[type=submit]")) {
    if (words) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
  const status = form.querySelector("[data-form-status]");
  if (status) status.textContent = words;
}
