import { words } from "./_conflicts.js";
import { Keeper } from "./_keeper.js";

/** On a canvas that is only read now, show what this device wrote and never got through, for copying. */
const place = document.querySelector("[data-left]");
const keeper = new Keeper(place.dataset.left);

for (const [field, texts] of keeper.left()) {
  const part = place.querySelector(`[data-left-of="${CSS.escape(field)}"]`);
  const said = texts.map(words).filter((text) => text !== "–");
  if (!part || !said.length) continue;
  part.querySelector("blockquote").textContent = said.join("\n\n");
  part.hidden = place.hidden = false;
}

place.querySelector("[data-left-forget]").addEventListener("click", () => {
  keeper.forget();
  place.remove();
});
