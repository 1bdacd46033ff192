/** What is typed on this device and what the server is known to hold, field by field; knows no page and no network. */
export class Sheet {
  #fields = new Map();

  /** `values` is what the server held at `version`. */
  constructor(version, values) {
    this.version = version;
    this.pending = null;
    for (const [key, value] of Object.entries(values)) {
      this.#fields.set(key, { raw: value, acked: value, remote: value, base: version, conflict: null, refused: null });
    }
  }

  raw(key) {
    return this.#fields.get(key)?.raw;
  }

  conflict(key) {
    return this.#fields.get(key)?.conflict ?? null;
  }

  /** Why the server could not take what stands in the field; null once it was changed. */
  refusal(key) {
    const field = this.#fields.get(key);
    return field?.refused && same(field.refused.raw, field.raw) ? field.refused.message : null;
  }

  type(key, raw) {
    const field = this.#fields.get(key);
    if (field) field.raw = raw;
  }

  get state() {
    const keys = [...this.#fields.keys()];
    if (keys.some((key) => this.conflict(key))) return "conflict";
    if (keys.some((key) => this.refusal(key))) return "invalid";
    return this.pending || this.#waiting().length ? "unsaved" : "saved";
  }

  /** What to send now. What got no answer goes first and unchanged: so the server knows a repeat from a new thought. */
  next() {
    if (this.pending) return this.pending;
    const waiting = this.#waiting();
    if (!waiting.length) return null;
    const seen = Math.min(...waiting.map(([, field]) => field.base));
    const group = waiting.filter(([, field]) => field.base === seen);
    this.pending = {
      seen_version: seen,
      values: Object.fromEntries(group.map(([key, field]) => [key, field.raw])),
    };
    return this.pending;
  }

  /** The server has saved what was pending. Returns the fields to show anew. */
  saved({ version, values }, isFree) {
    const sent = this.pending.values;
    this.pending = null;
    const shown = [];
    for (const [key, raw] of Object.entries(sent)) {
      const field = this.#fields.get(key);
      Object.assign(field, { acked: raw, remote: values[key], base: version, refused: null });
      if (same(field.raw, raw) && !same(raw, values[key]) && isFree(key)) {
        field.raw = field.acked = values[key];
        shown.push(key);
      }
    }
    return [...shown, ...this.heard({ version, values }, isFree)];
  }

  /** The server saved nothing, because others wrote in the same fields. Returns the fields to show anew. */
  conflicted({ version, values, conflicts }, isFree) {
    this.pending = null;
    for (const key of Object.keys(conflicts)) {
      this.#fields.get(key).conflict = { theirs: values[key], text: conflicts[key].theirs, version };
    }
    return this.heard({ version, values }, isFree);
  }

  /** The server can't take these fields of what was pending; the others are sent without them. */
  refused(messages) {
    for (const [key, message] of Object.entries(messages)) {
      const field = this.#fields.get(key);
      if (field) field.refused = { raw: this.pending.values[key], message };
    }
    this.pending = null;
  }

  /** What the server holds at a version. Returns the fields to show anew: those that nobody is busy with here. */
  heard({ version, values }, isFree) {
    if (version < this.version) return [];
    this.version = version;
    return Object.keys(values).filter((key) => this.#hear(key, values[key], version, isFree));
  }

  /** End a conflict: keep `mine`, take `theirs`, or keep `both`, one below the other. */
  resolve(key, pick) {
    const field = this.#fields.get(key);
    const { theirs, version } = field.conflict;
    Object.assign(field, { conflict: null, remote: theirs, base: version, acked: theirs });
    if (pick === "theirs") field.raw = theirs;
    if (pick === "both") field.raw = `${theirs}\n\n${field.raw}`;
  }

  /** All that would be lost with this page; null when nothing would. */
  snapshot() {
    const sent = this.pending?.values ?? {};
    const held = [...this.#fields].filter(
      ([key, field]) => key in sent || field.conflict || !same(field.raw, field.acked),
    );
    if (!held.length) return null;
    const fields = held.map(([key, { raw, acked, remote, base }]) => [key, { raw, acked, remote, base }]);
    return { fields: Object.fromEntries(fields), pending: this.pending };
  }

  /** Take up what a page before this one could not send. Returns the fields to show anew. */
  restore({ fields, pending }) {
    const known = Object.entries(fields).filter(([key]) => this.#fields.has(key));
    for (const [key, held] of known) Object.assign(this.#fields.get(key), held);
    this.pending ??= pending;
    return known.map(([key]) => key);
  }

  #waiting() {
    return [...this.#fields].filter(
      ([key, field]) => !same(field.raw, field.acked) && !field.conflict && this.refusal(key) === null,
    );
  }

  #hear(key, value, version, isFree) {
    const field = this.#fields.get(key);
    if (!field) return false;
    if (field.conflict) {
      Object.assign(
        field.conflict,
        { version },
        same(value, field.conflict.theirs) ? {} : { theirs: value, text: null },
      );
      return false;
    }
    if (same(value, field.remote)) {
      field.base = version;
      return false;
    }
    // Somebody types here: the old base stays, so that the server sees that both sides wrote.
    if (!same(field.raw, field.acked) || key in (this.pending?.values ?? {}) || !isFree(key)) return false;
    Object.assign(field, { raw: value, acked: value, remote: value, base: version });
    return true;
  }
}

/** True for equal texts, lists and flat mappings. */
export function same(one, other) {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value) {
  return value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value).sort() : value;
}
