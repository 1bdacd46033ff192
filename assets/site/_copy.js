import { text } from "./_texts.js";

const SHOWN_FOR = 2_500;

/** Let button[data-copy] copy its text and say that it did. */
export function enhanceCopyButtons() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    const done = await copy(button.dataset.copy);
    const status = button.parentElement.querySelector("[role=status]");
    if (!status) return;
    status.textContent = done ? text("copied") : button.dataset.copy;
    if (done) setTimeout(() => (status.textContent = ""), SHOWN_FOR);
  });
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}
