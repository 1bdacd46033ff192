/** Offer what the device shares with, where it can. */
export function enhanceShareButtons() {
  if (!navigator.share) return;
  for (const button of document.querySelectorAll("button[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.share({ title: button.dataset.title, url: button.dataset.share });
      } catch (error) {
        if (error.name !== "AbortError") button.hidden = true;
      }
    });
  }
}
