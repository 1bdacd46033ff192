// A ticket in the hand: print it, keep it for a hall without a network, keep the screen awake in the queue at the door.
import { forgetOffline, keepForOffline } from "../site/_offline.js";

const SCOPE = "/t/";
const page = document.querySelector("[data-ticket]");

async function stayAwake() {
  if (document.visibilityState !== "visible" || !document.querySelector(".dw-ticket")) return;
  // Refused on a low battery; the ticket works all the same.
  await navigator.wakeLock?.request("screen").catch(() => {});
}

/** A ticket that opens a door is kept; one that is over or cancelled is forgotten. */
async function keep() {
  const code = `${location.pathname}.svg`;
  if ("keep" in page.dataset) await keepForOffline(page.dataset.worker, SCOPE, [code]);
  else await forgetOffline(SCOPE, [code]);
}

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
addEventListener("load", () => keep().catch(() => {}));
