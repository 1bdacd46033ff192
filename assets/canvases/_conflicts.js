/** Show the two versions of each field in conflict beside it, with a button for each way out. Texts stay texts. */
export class ConflictPanels {
  #form;
  #template;
  #onPick;

  constructor(form, onPick) {
    this.#form = form;
    this.#template = form.querySelector("template[data-conflict]");
    this.#onPick = onPick;
  }

  show(key, { mine, theirs, canJoin }) {
    const place = this.#place(key);
    const panel = place.querySelector("[data-conflict-panel]") ?? this.#add(place, key);
    panel.querySelector("[data-mine]").textContent = words(mine);
    panel.querySelector("[data-theirs]").textContent = words(theirs);
    panel.querySelector("[data-keep-both]").hidden = !canJoin;
  }

  hide(key) {
    this.#place(key).querySelector("[data-conflict-panel]")?.remove();
  }

  #place(key) {
    return this.#form.querySelector(`[data-field="${key}"]`);
  }

  #add(place, key) {
    const panel = this.#template.content.firstElementChild.cloneNode(true);
    panel.dataset.conflictPanel = "";
    const label = place.querySelector("label, legend").textContent.trim();
    const title = panel.querySelector(".kern-title");
    title.textContent = title.textContent.replace("{label}", label);
    title.id = `conflict-${key}`;
    panel.setAttribute("aria-labelledby", title.id);
    for (const [button, pick] of [
      ["keep-mine", "mine"],
      ["take-theirs", "theirs"],
      ["keep-both", "both"],
    ]) {
      panel.querySelector(`[data-${button}]`).addEventListener("click", () => this.#onPick(key, pick));
    }
    place.append(panel);
    return panel;
  }
}

/** A field's value for reading; a dash where there is none. */
export function words(value) {
  if (value && typeof value === "object") return Object.values(value).filter(Boolean).join(" · ") || "–";
  return value || "–";
}
