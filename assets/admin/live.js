import { text } from "../site/_texts.js";

const ASK_EVERY = 3_000;
const TIMEOUT = 10_000;
const STEP = 30;

const part = document.querySelector("[data-live]");
const status = document.querySelector("[data-live-status]");
const language = document.documentElement.lang;
const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
let tag = "";
let heard = new Date();

/** Fetch the numbers anew; what somebody has opened or focused stays so. */
async function ask() {
  if (document.hidden) return;
  const at = Math.floor(Date.now() / 1_000 / STEP);
  try {
    const answer = await fetch(`${part.dataset.part}?at=${at}`, {
      headers: { "Accept-Language": language, "If-None-Match": tag },
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (answer.status !== 304) await show(answer);
    heard = new Date();
    status.textContent = "";
  } catch {
    status.textContent = text("offline", part, { time: time.format(heard) });
  }
}

async function show(answer) {
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = await answer.text();
  const open = new Set([...part.querySelectorAll("details[open] > summary")].map((each) => each.textContent.trim()));
  if (part.contains(document.activeElement)) return;
  part.innerHTML = fresh;
  tag = answer.headers.get("ETag") ?? "";
  for (const each of part.querySelectorAll("summary")) each.parentElement.open = open.has(each.textContent.trim());
}

setInterval(ask, ASK_EVERY);
