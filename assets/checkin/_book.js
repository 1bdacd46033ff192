// What a device knows of an event's guests and of what happened at its doors. Nothing here asks a network or a disk.
import { decode } from "./_base64.js";
import { readPayload } from "./_codec.js";
import { dayBegan, entryAt, merge, refusal, whatIsShown } from "./_rules.js";

export const PARTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NO_DIGEST = "--------";
const REVOKED = 1;
const MAY_BE_PICTURED = 2;
const NOT_PICTURED = 4;
const NOBODY = { entry: null, first: null, doubles: [], found: new Map() };

export class Book {
  head = null;
  parts = new Map();
  guests = new Map();
  codes = new Map();
  #marks = new Map();
  #visits = new Map();
  #known = new Set();
  #inside = new Map();
  #doubled = new Set();
  #keys = new Map();
  #at = 0;

  /** Take a list in: what it says of the event, and those parts that are new. */
  take({ parts, ...head }) {
    const before = this.#counted;
    this.head = head;
    if (this.#counted !== before) this.#addAllUp();
    this.#keys = new Map(Object.entries(head.keys).map(([id, key]) => [Number(id), decode(key)]));
    for (const [letter, part] of Object.entries(parts ?? {})) this.#takePart(letter, part);
  }

  /** From when on entries count; older ones are those of a day that was given up. */
  get #since() {
    return this.head?.event?.counts ?? 0;
  }

  /** When the event's further days begin: with each of them everybody comes anew. */
  get #days() {
    return this.head?.event?.days ?? [];
  }

  get #counted() {
    return [this.#since, ...this.#days].join();
  }

  /** It is so late now: with a new day of the event nobody is inside since the one before. */
  turn(at) {
    const before = dayBegan(this.#days, this.#at);
    this.#at = at;
    if (dayBegan(this.#days, at) !== before) this.#addAllUp();
  }

  #takePart(letter, [digest, rows]) {
    for (const [reference, code] of this.parts.get(letter)?.[1] ?? []) {
      this.guests.delete(reference);
      this.codes.delete(code);
    }
    this.parts.set(letter, [digest, rows]);
    for (const [reference, code, own, category, group, needs, marks, registrant] of rows) {
      const revoked = Boolean(marks & REVOKED);
      const photos = marks & MAY_BE_PICTURED ? "yes" : marks & NOT_PICTURED ? "no" : "";
      // Nobody of a class has a name of their own: they are known by who registered them. Of somebody whose data was
      // deleted only the code is left.
      const name = own || registrant || (revoked ? "" : code);
      this.guests.set(reference, { reference, code, name, nameless: !own, category, group, needs, revoked, photos });
      this.codes.set(code, reference);
    }
  }

  /** The digests of the parts that are here, as the server wants to hear them. */
  get have() {
    return Array.from(PARTS, (letter) => this.parts.get(letter)?.[0] ?? NO_DIGEST).join("");
  }

  get expected() {
    let count = 0;
    for (const guest of this.guests.values()) count += guest.revoked ? 0 : 1;
    return count;
  }

  /** How many are inside: of the event, or of a room. */
  present(area = "") {
    return this.#inside.get(area) ?? 0;
  }

  /** Whether a scan is known here, and whether one made at a moment is one of today. */
  knows(id) {
    return this.#known.has(id);
  }

  isToday(at) {
    return at >= this.#since && at >= dayBegan(this.#days, this.#at);
  }

  /** Add a fact once; true when it was new. A fact is a mark with `ticket`, `area` and `device`. */
  add(fact) {
    if (this.#known.has(fact.id)) return false;
    this.#known.add(fact.id);
    const key = keyOf(fact.ticket, fact.area);
    const marks = this.#marks.get(key) ?? [];
    marks.push(fact);
    this.#marks.set(key, marks);
    this.#addUp(key, fact.area, marks);
    return true;
  }

  /** Whether a fact let somebody in turned out differently than its device thought. */
  correct(id, ticket, area, letsIn) {
    const key = keyOf(ticket, area);
    const marks = this.#marks.get(key) ?? [];
    const at = marks.findIndex((mark) => mark.id === id);
    if (at < 0 || marks[at].lets_in === letsIn) return;
    marks[at] = { ...marks[at], lets_in: letsIn };
    this.#addUp(key, marks[at].area, marks);
  }

  #addUp(key, area, marks) {
    const before = this.#visits.get(key) ?? NOBODY;
    const merged = merge(marks, this.#since, this.#days);
    const visit = { ...merged, entry: entryAt(merged, this.#days, this.#at) };
    this.#visits.set(key, visit);
    if (visit.doubles.length) this.#doubled.add(key);
    else this.#doubled.delete(key);
    const change = Number(Boolean(visit.entry)) - Number(Boolean(before.entry));
    this.#inside.set(area, this.present(area) + change);
  }

  #addAllUp() {
    for (const [key, marks] of this.#marks) this.#addUp(key, marks[0].area, marks);
  }

  visit(reference, area = "") {
    return this.#visits.get(keyOf(reference, area)) ?? NOBODY;
  }

  /** Who was let in a second time, the last ones first: the ticket, the entry that holds and the double. */
  doubles() {
    const visits = [...this.#doubled].map((key) => this.#visits.get(key));
    const found = visits.flatMap((visit) =>
      visit.doubles.map((double) => ({ ticket: double.ticket, entry: visit.found.get(double.id).entry, double })),
    );
    return found.sort((one, other) => other.double.at - one.double.at);
  }

  /** Those who belong to the same registration, without the guest themselves. */
  companions({ group, reference }) {
    if (!group) return [];
    return [...this.guests.values()].filter((other) => other.group === group && other.reference !== reference);
  }

  /** The guests whose names hold all these words, whatever their umlauts; at most `most`, of a class the next one. */
  search(words, most = 8) {
    const wanted = folded(words).split(" ").filter(Boolean);
    const found = new Map();
    if (!wanted.length) return [];
    for (const guest of this.guests.values()) {
      if (guest.revoked) continue;
      guest.folded ??= folded(guest.name);
      if (!wanted.every((word) => guest.folded.includes(word))) continue;
      const key = guest.nameless && guest.group ? guest.group : guest.reference;
      const before = found.get(key);
      if (!before && found.size === most) continue;
      if (!before || this.visit(before.reference).entry) found.set(key, guest);
    }
    return [...found.values()];
  }

  /** What somebody shows: `{reference}`, with `genuine` where a signature proves it, else why it is nothing of ours. */
  async read(shown) {
    const { payload, code } = whatIsShown(shown);
    if (payload) return this.#readPayload(payload);
    const reference = code ? this.codes.get(code) : undefined;
    return reference ? { reference } : { refused: "unknown", ask: Boolean(code) };
  }

  async #readPayload(payload) {
    const reading = await readPayload(payload, this.#keys);
    if (reading.is !== "genuine") return { refused: "unknown", ask: reading.is === "unknown_key" };
    const { ticket: reference, event, through } = reading;
    if (event !== this.head.event.key) return { reference, refused: "other_event", ask: true };
    return { reference, genuine: true, through };
  }

  /** What the door says to what was read, and to whom, with all that staff want to know. */
  judge({ reference, refused, through }, { direction, area, at }) {
    this.turn(at);
    const guest = this.guests.get(reference) ?? null;
    if (refused) return { verdict: refused, guest: null };
    if (direction === "in") {
      const { status, opens, closes } = this.head.event;
      const no = refusal({ revoked: guest?.revoked, here: true, status, at, opens, closes });
      if (no) return { verdict: no, guest, opens, event: status === "cancelled" };
      if (through && through < new Date(at).toISOString().slice(0, 10)) return { verdict: "over", guest };
    }
    const { entry } = this.visit(reference, area);
    if (direction === "out") return { verdict: entry ? "left" : "not_in", guest };
    return entry ? { verdict: "already_in", guest, entry } : { verdict: "admitted", guest };
  }
}

function keyOf(reference, area) {
  return `${area}/${reference}`;
}

/** A text as it is compared: small letters without accents; ae, oe, ue and ss are as good as ä, ö, ü and ß. */
export function folded(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "s")
    .replace(/ae|oe|ue|ss/g, (two) => two[0])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
