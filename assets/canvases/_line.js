const TIMEOUT = 20_000;
const GONE = new Set([403, 404, 410]);
const CLOSED = "canvas_closed";
// What an answer means, and what it must hold to be believed: a portal of some hotel answers 200 as well.
const MEANT = {
  200: { kind: "saved", holds: "values" },
  409: { kind: "conflict", holds: "conflicts" },
  422: { kind: "invalid", holds: "fields" },
};

/** The line to the server: sends and asks, and says in one word what became of it. */
export class Line {
  #address;

  constructor(address) {
    this.#address = address;
    this.token = document.querySelector("meta[name=csrf-token]").content;
  }

  /** Answers {kind, body}; kind: saved, conflict, invalid, closed, gone or down. */
  async send(packet) {
    const answer = await this.#put(packet);
    if (answer?.status !== 400) return this.#read(answer);
    // The form token has aged with its session: fetch a fresh one and try once more.
    const fresh = await this.ask(-1);
    if (!fresh?.csrf) return { kind: "down" };
    this.token = fresh.csrf;
    return this.#read(await this.#put(packet));
  }

  /** The canvas when it has changed since a version, null when it has not, undefined when nobody answers. */
  async ask(since) {
    try {
      const answer = await fetch(`${this.#address}?since=${since}`, {
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (answer.status === 204) return null;
      return answer.ok ? await answer.json() : undefined;
    } catch {
      return undefined;
    }
  }

  async #put(packet) {
    try {
      return await fetch(this.#address, {
        method: "PUT",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify(packet),
        signal: AbortSignal.timeout(TIMEOUT),
      });
    } catch {
      return null;
    }
  }

  /** The link no longer works, or it only reads now: that is said with the reason. */
  async #ended(answer) {
    try {
      const body = await answer.json();
      return body.error === CLOSED ? { kind: "closed", body } : { kind: "gone" };
    } catch {
      return { kind: "gone" };
    }
  }

  async #read(answer) {
    if (GONE.has(answer?.status)) return this.#ended(answer);
    const { kind, holds } = MEANT[answer?.status] ?? {};
    try {
      const body = kind && (await answer.json());
      return body?.[holds] ? { kind, body } : { kind: "down" };
    } catch {
      return { kind: "down" };
    }
  }
}
