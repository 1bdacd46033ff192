import { text } from "../site/_texts.js";

const ASK_EVERY = 4_000;
const TIMEOUT = 10_000;
// Nobody scrolls on a wall: what is too much for the screen gets smaller, as long as it can be read from the last row.
const SMALLEST = 0.55;
const STEP = 0.05;
const WALL = matchMedia("(min-width: 64rem)");

const board = document.querySelector("[data-board]");
const clock = document.querySelector("[data-clock]");
const status = document.querySelector("[data-board-status]");
const language = document.documentElement.lang;
const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: clock.dataset.zone });
let shown = "";
let heard = new Date();

async function ask() {
  // The half-minute in the address lets "now" and "next" move on; without a cookie the answer is shared by all boards.
  const at = Math.floor(Date.now() / 1_000 / Number(board.dataset.every));
  try {
    const answer = await fetch(`${board.dataset.part}?at=${at}`, {
      credentials: "omit",
      headers: { "Accept-Language": language },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const part = await answer.text();
    heard = new Date();
    status.textContent = "";
    if (part !== shown) {
      board.innerHTML = part;
      fit();
    }
    shown = part;
  } catch {
    status.textContent = text("offline", status, { time: time.format(heard) });
  }
}

function fit() {
  board.style.zoom = "";
  const page = document.documentElement;
  for (let zoom = 1 - STEP; WALL.matches && page.scrollHeight > innerHeight && zoom >= SMALLEST; zoom -= STEP) {
    board.style.zoom = String(zoom);
  }
  board.dataset.fitted = `${innerWidth}x${innerHeight}`;
}

function tick() {
  clock.textContent = time.format(new Date());
}

setInterval(ask, ASK_EVERY);
setInterval(tick, 1_000);
addEventListener("resize", fit);
document.fonts.ready.then(fit);
