const PARTS = { word: ".dw-verdict__word", name: ".dw-verdict__name", detail: ".dw-verdict__detail" };
const GLANCE = 1_800;
let leave;

/** Fill the panel of `told.kind`; a good answer gives the camera free by itself, the others wait for a tap. */
export function showPanel(page, told, letIn) {
  const panel = page.querySelector(`[data-panel=${told.kind}]`).content.cloneNode(true);
  for (const [name, selector] of Object.entries(PARTS)) {
    const part = panel.querySelector(selector);
    if (told[name]) part.textContent = told[name];
    else part.remove();
  }
  panel.querySelector("[data-notes]").replaceChildren(...told.notes.map(drawn));
  page.querySelector("[data-answer]").replaceChildren(panel);
  clearTimeout(leave);
  const waits = told.kind !== "ok" || told.notes.some((note) => note.strong);
  page.querySelector("[data-after]").hidden = !waits;
  const all = page.querySelector("[data-let-in]");
  all.hidden = !(told.mayLetIn && letIn);
  all.onclick = letIn;
  if (waits) page.querySelector("[data-continue]").focus();
  else leave = setTimeout(() => hidePanel(page), GLANCE);
}

export function hidePanel(page) {
  clearTimeout(leave);
  page.querySelector("[data-answer]").replaceChildren();
  page.querySelector("[data-after]").hidden = true;
}

/** True while an answer waits for a tap. */
export function isWaiting(page) {
  return !page.querySelector("[data-after]").hidden;
}

function drawn({ icon, text, strong }) {
  const item = document.createElement("li");
  if (strong) item.className = "dw-door__strong";
  const sprite = document.querySelector(".dw-icon use").getAttribute("href").split("#")[0];
  item.innerHTML = '<svg class="dw-icon" aria-hidden="true"><use></use></svg> <span></span>';
  item.querySelector("use").setAttribute("href", `${sprite}#${icon}`);
  item.querySelector("span").textContent = text;
  return item;
}
