// A ticket in the hand: print it, keep it for a hall without a network, keep the screen awake in the queue at the door.
import { forgetOffline, keepForOffline } from "../site/_offline.js";

const SCOPE = "/t/";
const page = document.querySelector("[data-ticket]");

async function stayAwake() {
  if (document.visibilityState !== "visible" || !document.querySelector(".dw-ticket")) return;
  // Refused on a low battery; the ticket works all the same.
  await navigator.wakeLock?.request("screen").catch(() => {});
}

/** On a device that one carries, a ticket that opens a door is kept; one that is over or cancelled is forgotten. */
async function keep() {
  // A desk's computer stays where it is, and others may use it.
  const isCarried = matchMedia("(any-pointer: coarse)").matches;
  const code = `${location.pathname}.svg`;
  if (isCarried && "keep" in page.dataset) await keepForOffline(page.dataset.worker, SCOPE, [code]);
  else await forgetOffline(SCOPE, [code]);
}

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
addEventListener("load", () => keep().catch(() => {}));
