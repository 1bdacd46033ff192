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

  /** What this tab and tabs that are gone have left behind, own texts last. */
  take() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
      keys.sort((one, other) => (one === this.#own) - (other === this.#own));
      const found = keys.map((key) => JSON.parse(localStorage.getItem(key)));
      for (const key of keys.filter((each) => each !== this.#own)) localStorage.removeItem(key);
      return found.filter(Boolean);
    } catch {
      return [];
    }
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
