const PARTS = { word: ".dw-verdict__word", name: ".dw-verdict__name", detail: ".dw-verdict__detail" };
const GLANCE = 1800;
let leave;

/** Fill the panel of `answer.kind`; a good answer gives the camera free by itself, the others wait for a tap. */
export function showAnswer(page, answer) {
  const panel = page.querySelector(`[data-panel=${answer.kind}]`).content.cloneNode(true);
  for (const [name, selector] of Object.entries(PARTS)) {
    const part = panel.querySelector(selector);
    if (answer[name]) part.textContent = answer[name];
    else part.remove();
  }
  page.querySelector("[data-answer]").replaceChildren(panel);
  clearTimeout(leave);
  const waits = answer.kind !== "ok";
  const button = page.querySelector("[data-continue]");
  button.hidden = !waits;
  if (waits) button.focus();
  else leave = setTimeout(() => hideAnswer(page), GLANCE);
}

export function hideAnswer(page) {
  clearTimeout(leave);
  page.querySelector("[data-answer]").replaceChildren();
  page.querySelector("[data-continue]").hidden = true;
}

/** True while an answer waits for a tap. */
export function isWaiting(page) {
  return !page.querySelector("[data-continue]").hidden;
}

/** Put a scan on top of the list; the oldest leaves. */
export function addRow(page, answer) {
  const list = page.querySelector("[data-recent]");
  const row = page.querySelector("[data-row]").content.cloneNode(true);
  row.querySelector("[data-at]").textContent = answer.at;
  row.querySelector("[data-word]").textContent = answer.word;
  row.querySelector("[data-name]").textContent = answer.name;
  if (answer.can_undo) row.querySelector("[name=undo]").value = answer.id;
  else row.querySelector("form").remove();
  list.prepend(row);
  while (list.children.length > 8) list.lastElementChild.remove();
  page.querySelector("[data-none]")?.remove();
}

export function showCounts({ present, expected }) {
  const counts = document.querySelector("[data-counts]");
  counts.textContent = counts.dataset.counts.replace("{present}", present).replace("{expected}", expected);
}
