// A device at the door: it decides by itself, keeps what it recorded and exchanges it with the server when it can.
import { Book } from "./_book.js";

const AT_ONCE = 500;
const WALK_INS_AT_ONCE = 50;
// Staff are told within 300 ms, whether the server was heard by then or not.
const PATIENCE = 250;
const LIST_EVERY = 60_000;
// The server reads a long list anew every few seconds only.
const LIST_SOON = 6_000;
// What the server says when this device may not know any more what it knows.
const CLOSED = new Set(["403", "door_closed"]);
// What it says to something that it will never take, however often it is sent.
const REFUSED = new Set(["scan_invalid", "scan_reused"]);

/**
 * `store` keeps (load, put, remove, clear), `talk` reaches the server (list, facts; both reject without an answer),
 * `clock` tells milliseconds, `changed` is told that there is something new to show.
 */
export class Device {
  book = new Book();
  queue = new Map();
  meta = { id: "", gate: "", area: "", last: 0, heardAt: 0, off: 0, listAt: 0, listDue: 0 };
  online = false;
  closed = false;
  #era = 0;
  refused = [];
  unsaved = false;
  problem = "";
  #syncing = null;
  #strangers = new Set();
  /** What else is told of the device, once that is known. */
  report = () => ({});

  constructor({ store, talk, clock = () => Date.now(), newId, changed = () => {} }) {
    this.store = store;
    this.talk = talk;
    this.clock = clock;
    this.newId = newId;
    this.changed = changed;
  }

  /** What was kept from before; true when there is a list that may still be used. */
  async open() {
    const kept = await this.store.load();
    Object.assign(this.meta, kept.meta.get("device"));
    this.meta.id ||= this.newId();
    for (const [id, item] of kept.queue) this.queue.set(id, item);
    const head = kept.meta.get("head");
    this.book.turn(this.now());
    if (head) {
      this.book.take({ ...head, parts: Object.fromEntries(kept.parts) });
      for (const fact of kept.facts.values()) this.book.add(fact);
      for (const item of this.queue.values()) if (item.ticket) this.book.add(item);
    }
    await this.#keepMeta();
    await this.wipeWhenOver();
    return this.ready;
  }

  get ready() {
    return Boolean(this.book.head) && !this.closed;
  }

  /** Our best word on what time it is, as the server's clock tells it. */
  now() {
    return this.clock() + this.meta.off;
  }

  /** What a shown code, QR code or reference means here; recorded, and sent if the server can be reached. */
  async scan(shown, { direction = "in" } = {}) {
    const read = typeof shown === "string" ? await this.book.read(shown) : shown;
    const found = this.book.judge(read, { direction, area: this.meta.area, at: this.now() });
    const fact = this.#fact({ ticket: read.refused ? "" : (read.reference ?? ""), direction });
    const asked = read.ask && typeof shown === "string" ? { shown } : {};
    const heard = await this.#ask({ ...fact, ...asked });
    const answer = heard ? this.#heard(heard, found) : found;
    // Staff see the answer while it is being written down.
    this.#record({ ...fact, lets_in: answer.verdict === "admitted" }, heard ? null : answer.verdict).catch(() => {
      this.unsaved = true;
    });
    return { ...answer, id: fact.id, at: fact.at, offline: !heard };
  }

  /** Let somebody in although the door said no; staff know better. */
  async letIn(reference) {
    const fact = { ...this.#fact({ ticket: reference, direction: "in" }), lets_in: true };
    await this.#record(fact, "admitted");
    this.sync();
    return { verdict: "admitted", guest: this.book.guests.get(reference) ?? null, id: fact.id, at: fact.at };
  }

  /** Take a scan back. It stays in the log, and so does the taking back. */
  async undo({ id, ticket, area }) {
    const fact = { ...this.#fact({ ticket, direction: "undo" }), area, undoes: id, lets_in: false };
    await this.#record(fact, "undone");
    this.sync();
    return { verdict: "undone", guest: this.book.guests.get(ticket) ?? null, id: fact.id, at: fact.at };
  }

  /** Somebody without a registration is let in and put down; the server registers them when it hears of it. */
  async walkIn({ name, others = [], heads = 1, category = "" }) {
    const at = Math.round(this.now());
    const item = { id: this.newId(), at, name, others, heads, category, gate: this.meta.gate, walkIn: true };
    this.queue.set(item.id, item);
    await this.store.put("queue", [[item.id, item]]);
    this.sync();
    return item;
  }

  /** Somebody put down here was put down by mistake. Whoever was never sent isn't; of others the server is told. */
  async takeWalkInBack({ id, heads }) {
    const at = Math.round(this.now());
    const waiting = this.queue.get(id);
    if (waiting && !waiting.tried) {
      this.queue.delete(id);
      await this.store.remove("queue", [id]);
    } else {
      const item = { id, at, heads, walkIn: true, undone: true };
      this.queue.set(id, item);
      await this.store.put("queue", [[id, item]]);
      this.sync();
    }
    this.changed();
    return { id: this.newId(), at, verdict: "undone" };
  }

  /** How many are inside and how many are expected, with those of whom the server has not told us anything yet. */
  get counts() {
    const { book } = this;
    const today = [...this.queue.values()].filter((item) => item.walkIn && book.isToday(item.at));
    const heads = (items) => items.reduce((sum, item) => sum + item.heads, 0);
    const come = heads(today.filter(({ id, undone }) => !undone && !book.knows(id)));
    const gone = heads(today.filter(({ id, undone }) => undone && book.knows(id)));
    return { present: book.present() + come - gone, expected: book.expected + come };
  }

  /** Exchange with the server until nothing waits here and nothing is new there; one at a time. */
  sync() {
    this.book.turn(this.now());
    this.#syncing ??= this.#exchangeAll().finally(() => {
      this.#syncing = null;
      this.changed();
    });
    return this.#syncing;
  }

  /** Fetch the list and all that the doors have recorded, as far as the server can be reached. */
  async prepare() {
    if (this.online || (await this.fetchList())) await this.sync();
  }

  /** Fetch what is new on the list. */
  async fetchList() {
    const [before, era] = [this.clock(), this.#era];
    const list = await this.#reach(() => this.talk.list(this.book.have));
    // Whoever was forgotten meanwhile stays forgotten.
    if (!list || era !== this.#era) return false;
    this.#setClock(list.now, before);
    this.closed = false;
    this.book.turn(this.now());
    this.book.take(list);
    const { parts, ...head } = list;
    await this.store.put("parts", Object.entries(parts));
    await this.store.put("meta", [["head", head]]);
    this.meta.listAt = this.now();
    this.meta.listDue = this.meta.listAt + LIST_EVERY;
    this.#lookForStrangers();
    // A link may be for one gate or room only.
    const bound = list.points.find(({ id }) => id === list.point);
    if (bound) await this.standAt(bound);
    await this.#keepMeta();
    await this.wipeWhenOver();
    this.changed();
    return true;
  }

  /** Stand at a gate, or in a room where scans count for themselves; a gate may have no more than a name. */
  async standAt({ id, kind = "gate", name }) {
    Object.assign(this.meta, { gate: name, area: kind === "room" ? id : "" });
    await this.#keepMeta();
    this.changed();
  }

  /** Forget everybody. What still has to be sent stays until it is. */
  async wipe() {
    this.#era += 1;
    this.book = new Book();
    this.meta = { ...this.meta, last: 0, heardAt: 0, listAt: 0, listDue: 0 };
    await this.store.clear("parts");
    await this.store.clear("facts");
    await this.store.clear("meta");
    await this.#keepMeta();
    this.changed();
  }

  /** Know nobody any more, until the link is opened anew. */
  async close() {
    this.closed = true;
    await this.wipe();
  }

  async wipeWhenOver() {
    if (this.book.head && this.now() >= this.book.head.until) await this.close();
  }

  /** Whoever came and isn't on the list was put down a moment ago: the next list names them. */
  #lookForStrangers() {
    for (const ticket of this.#strangers) if (this.book.guests.has(ticket)) this.#strangers.delete(ticket);
    if (this.#strangers.size) this.meta.listDue = Math.min(this.meta.listDue, this.now() + LIST_SOON);
  }

  #fact(content) {
    const { gate, area, id: device } = this.meta;
    return { id: this.newId(), at: Math.round(this.now()), gate, area, device, undoes: "", ...content };
  }

  /** Keep a fact; with `shown`, what staff were told, it waits to be sent. */
  async #record(fact, shown) {
    if (fact.ticket) this.book.add(fact);
    if (shown !== null) {
      const entry = { ...fact, verdict: shown };
      this.queue.set(fact.id, entry);
      await this.store.put("queue", [[fact.id, entry]]);
    }
    this.changed();
  }

  /** The server's word on one fact, if it comes soon enough. */
  async #ask(fact) {
    if (!this.online || this.#syncing) return null;
    const era = this.#era;
    const answer = this.#exchange({ facts: [wire(fact)] });
    const late = new Promise((done) => setTimeout(done, PATIENCE, null));
    const heard = await Promise.race([answer, late]);
    if (heard) this.#learn(heard, era);
    else this.online = false;
    return heard?.answers.find((each) => each.id === fact.id) ?? null;
  }

  #heard(answer, found) {
    const guest = found.guest ?? (answer.name ? { name: answer.name } : null);
    const entry = answer.since ? { at: answer.since, gate: answer.gate } : undefined;
    return { ...found, ...answer, guest, entry };
  }

  async #exchangeAll() {
    const era = this.#era;
    let [more, most] = [true, AT_ONCE];
    while (more) {
      const items = this.#next(most);
      const [facts, walkIns] = [items.filter((item) => !item.walkIn), items.filter((item) => item.walkIn)];
      const fresh = walkIns.filter((item) => !item.tried);
      if (fresh.length) await this.#noteTried(fresh);
      const answer = await this.#exchange({ facts: facts.map(wire), walk_ins: walkIns });
      if (answer) {
        await this.#learn(answer, era);
        await this.#settle(items, answer);
        more = answer.more || this.queue.size > 0;
      } else if (REFUSED.has(this.problem) && items.length) {
        // One of them holds up the others: it is found by sending them one by one, and left to staff.
        if (items.length === 1) await this.#settle(items, { refused: [{ id: items[0].id, error: this.problem }] });
        most = items.length === 1 ? AT_ONCE : 1;
      } else {
        return false;
      }
    }
    // Whoever was forgotten during the exchange isn't asked for again by it.
    if (era === this.#era && this.now() >= this.meta.listDue) await this.fetchList();
    return true;
  }

  /** From now on the server may have heard of them, even where we hear no answer. */
  async #noteTried(items) {
    for (const item of items) item.tried = true;
    await this.store.put(
      "queue",
      items.map((item) => [item.id, item]),
    );
  }

  /** What is sent next: so many scans, and people put down in smaller portions. */
  #next(most) {
    const waiting = [...this.queue.values()];
    if (most === 1) return waiting.slice(0, 1);
    const walkIns = waiting.filter((item) => item.walkIn).slice(0, WALK_INS_AT_ONCE);
    return [...waiting.filter((item) => !item.walkIn).slice(0, most), ...walkIns];
  }

  async #settle(items, { refused = [] }) {
    const out = new Set(refused.map(({ id }) => id));
    const facts = items.filter((item) => !item.walkIn && item.ticket && !out.has(item.id));
    await this.store.put(
      "facts",
      facts.map((fact) => [fact.id, fact]),
    );
    // Whoever was taken back meanwhile has something new to be sent.
    const done = items.filter((item) => this.queue.get(item.id) === item);
    for (const item of done) this.queue.delete(item.id);
    await this.store.remove(
      "queue",
      done.map((item) => item.id),
    );
    for (const { id, error } of refused) this.refused.push({ ...items.find((item) => item.id === id), error });
  }

  async #exchange(content) {
    const before = this.clock();
    const body = { device: this.meta.id, name: this.meta.gate, since: this.meta.last, ...this.report(), ...content };
    Object.assign(body, { waiting: this.queue.size, off: Math.round(this.meta.off), sent_at: Math.round(this.now()) });
    if (this.meta.listAt) body.list_age = Math.max(0, Math.round((this.now() - this.meta.listAt) / 1000));
    const answer = await this.#reach(() => this.talk.facts(body));
    if (!answer) return null;
    this.#setClock(answer.now, before);
    return answer;
  }

  async #learn({ facts, last, more }, era) {
    // Facts that go with a list that was forgotten meanwhile are to be heard again with the next one.
    if (era !== this.#era) return;
    const known = facts.map(unwired);
    for (const fact of known) {
      // What staff were told here holds until the server has heard it.
      if (!this.book.add(fact) && !this.queue.has(fact.id)) {
        this.book.correct(fact.id, fact.ticket, fact.area, fact.lets_in);
      }
      if (!this.book.guests.has(fact.ticket)) this.#strangers.add(fact.ticket);
    }
    await this.store.put(
      "facts",
      known.map((fact) => [fact.id, fact]),
    );
    if (last > this.meta.last) this.meta.last = last;
    if (!more) this.meta.heardAt = this.now();
    this.#lookForStrangers();
    await this.#keepMeta();
  }

  /** Ask the server; null when it can't be reached. A server that says no ends what this device may know. */
  async #reach(ask) {
    try {
      const answer = await ask();
      [this.online, this.problem] = [true, ""];
      return answer;
    } catch (problem) {
      this.problem = problem.code ?? "";
      this.online = REFUSED.has(this.problem);
      if (CLOSED.has(this.problem)) await this.close();
      return null;
    }
  }

  /** Their clock showed `theirs` at some moment since `before`; what fits in with that is kept, a slow answer spoils nothing. */
  #setClock(theirs, before) {
    const [least, most] = [theirs - this.clock(), theirs - before];
    if (this.meta.off < least || this.meta.off > most) this.meta.off = (least + most) / 2;
  }

  async #keepMeta() {
    await this.store.put("meta", [["device", this.meta]]);
  }
}

/** A fact as it travels: what the server has no use for stays here. */
function wire({ id, ticket, at, direction, gate, area, undoes, verdict, shown }) {
  return { id, ticket, at, direction, gate, area, undoes, ...(verdict && { verdict }), ...(shown && { shown }) };
}

function unwired([id, ticket, at, direction, letsIn, gate, area, undoes, device]) {
  return { id, ticket, at, direction, lets_in: Boolean(letsIn), gate, area, undoes, device };
}
