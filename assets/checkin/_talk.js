const PATIENCE = 15_000;

/** The server has said no. */
class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** How a device reaches its door on the server; both ask once, and reject without an answer. */
export class Talk {
  #have = "";

  constructor(base, csrf) {
    this.base = base;
    this.csrf = csrf;
  }

  async list(have) {
    this.#have = have;
    const { csrf, ...list } = await this.#ask(`list?have=${have}`, {});
    this.csrf = csrf;
    return list;
  }

  async facts(body) {
    // Only a new sign-in makes the old token worthless; the list brings the new one.
    if (!this.csrf) await this.list(this.#have);
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf };
    return this.#ask("facts", { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #ask(path, /** @type {RequestInit} */ { headers, ...rest }) {
    const response = await fetch(`${this.base}/${path}`, {
      ...rest,
      headers: { Accept: "application/json", "Accept-Language": document.documentElement.lang, ...headers },
      // We never send it elsewhere; whoever does is a hall's own network that wants to be signed in to.
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) return response.json();
    const { error } = await response.json();
    if (error === "form_expired") this.csrf = "";
    throw new Refused(error);
  }
}
