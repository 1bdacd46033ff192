// A ticket in the hand: print it, and keep the screen awake in the queue at the door.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

async function stayAwake() {
  if (document.visibilityState !== "visible" || !document.querySelector(".dw-ticket")) return;
  // Refused on a low battery; the ticket works all the same.
  await navigator.wakeLock?.request("screen").catch(() => {});
}

document.addEventListener("visibilitychange", stayAwake);
stayAwake();
