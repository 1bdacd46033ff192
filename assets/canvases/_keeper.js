const PREFIX = "dialogwerk:canvas:";
const TAB = "dialogwerk:tab";

/** Keeps what the server has not answered yet on this device, for each tab of its own. */
export class Keeper {
  #prefix;
  #own;

  constructor(canvas) {
    this.#prefix = `${PREFIX}${canvas}:`;
    this.#own = this.#prefix + tab();
  }

  /** False when this device keeps nothing (storage is full or forbidden). */
  keep(snapshot) {
    try {
      if (snapshot) localStorage.setItem(this.#own, JSON.stringify(snapshot));
      else localStorage.removeItem(this.#own);
      return true;
    } catch {
      return snapshot === null;
    }
  }

  /** What this tab has left behind, and other tabs that are gone; what contradicts it waits for the next time. */
  take() {
    const found = [];
    const known = new Set();
    for (const key of this.#keys()) {
      const snapshot = parsed(key);
      const fields = Object.keys(snapshot?.fields ?? {});
      if (!fields.length || fields.some((field) => known.has(field))) continue;
      for (const field of fields) known.add(field);
      found.push(snapshot);
      if (key !== this.#own) localStorage.removeItem(key);
    }
    return found;
  }

  /** Texts by field that never reached the server, the newest tab's first; they stay where they are. */
  left() {
    const found = new Map();
    for (const key of this.#keys()) {
      for (const [field, held] of Object.entries(parsed(key)?.fields ?? {})) {
        found.set(field, [...new Set([...(found.get(field) ?? []), held.raw])]);
      }
    }
    return found;
  }

  /** Delete what lies on this device for the canvas. */
  forget() {
    for (const key of this.#keys()) localStorage.removeItem(key);
  }

  #keys() {
    try {
      const others = Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix) && key !== this.#own);
      return [this.#own, ...others];
    } catch {
      return [];
    }
  }
}

function parsed(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function tab() {
  try {
    const id = sessionStorage.getItem(TAB) ?? crypto.getRandomValues(new Uint32Array(2)).join("-");
    sessionStorage.setItem(TAB, id);
    return id;
  } catch {
    return "only";
  }
}
