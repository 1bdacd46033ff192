// Twenty devices at the doors of one event for an hour: with and without a network, lost answers, repeats, wrong clocks,
// crashes. Prints what each device showed its staff, and what each one knows in the end.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const {
  base,
  cookie,
  began,
  tickets,
  assets,
  seed,
  devices: count,
} = JSON.parse(await readFile(process.argv[2], "utf8"));
const { Device } = await import(pathToFileURL(path.join(assets, "_device.js")).href);
const MINUTES = 60;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const roll = dice(seed);
let now = began;

function dice(start) {
  let state = start;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/** A disk that forgets nothing and hands out copies. */
class Disk {
  shelves = { meta: new Map(), parts: new Map(), facts: new Map(), queue: new Map() };

  async load() {
    return structuredClone(this.shelves);
  }

  async put(shelf, entries) {
    for (const [key, value] of structuredClone(entries)) this.shelves[shelf].set(key, value);
  }

  async remove(shelf, keys) {
    for (const key of keys) this.shelves[shelf].delete(key);
  }

  async clear(shelf) {
    this.shelves[shelf].clear();
  }
}

/** A network that is gone, or loses what is asked or what is answered, or delivers it twice. */
class Network {
  there = true;

  list = (have) => this.#carry(() => ask(`list?have=${have}`));
  facts = (body) => this.#carry(() => ask("facts", body));

  async #carry(send) {
    const fate = roll(20);
    if (!this.there || fate === 0) throw new Error("nothing went out");
    const answer = await send();
    if (fate === 1) throw new Error("nothing came back");
    return fate === 2 ? send() : answer;
  }
}

async function ask(what, body) {
  // The server's clock is the true one.
  const headers = { Accept: "application/json", "Content-Type": "application/json", Cookie: cookie, "X-Now": `${now}` };
  const sent = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const response = await fetch(`${base}/${what}`, { headers, ...sent });
  if (!response.ok) throw Object.assign(new Error(await response.text()), { code: String(response.status) });
  return response.json();
}

class Post {
  disk = new Disk();
  network = new Network();
  shown = [];
  off = roll(4 * HOUR) - 2 * HOUR;

  constructor(number) {
    this.gate = `Tor ${number}`;
  }

  async open() {
    const { disk: store, network: talk } = this;
    this.device = new Device({ store, talk, clock: () => now + this.off, newId: randomUUID });
    await this.device.open();
    await this.device.standAt({ name: this.gate });
  }

  async arrive() {
    await this.open();
    while (!(await this.device.fetchList())) this.network.there = true;
  }

  async scan({ payload, code, reference }, direction) {
    const answer = await this.device.scan(roll(10) ? code : payload, { direction });
    this.shown.push({ ticket: reference, direction, at: now, gate: this.gate, id: answer.id, verdict: answer.verdict });
    if (answer.verdict === "admitted" && !roll(40)) await this.takeBack(answer.id, reference);
  }

  async takeBack(id, ticket) {
    const { id: undo } = await this.device.undo({ id, ticket, area: "" });
    this.shown.push({ ticket, direction: "undo", at: now, gate: this.gate, id: undo, undoes: id, verdict: "undone" });
  }
}

const posts = Array.from({ length: count }, (_, number) => new Post(number));
for (const post of posts) await post.arrive();
const waiting = [...tickets];
for (let minute = 0; minute < MINUTES; minute += 1) {
  const start = began + minute * MINUTE;
  for (const post of posts) post.network.there = roll(6) === 0;
  const guests = waiting.splice(0, Math.ceil(tickets.length / MINUTES));
  for (const [place, ticket] of guests.entries()) {
    now = start + Math.floor((place * MINUTE) / (guests.length + 1));
    await visit(ticket);
  }
  now = start + MINUTE;
  for (const post of posts) {
    await post.device.sync();
    if (!roll(30)) await post.open();
  }
}

/** Somebody comes: mostly once, at times to two doors with the same ticket, or out and in again. */
async function visit(ticket) {
  const post = posts[roll(count)];
  await post.scan(ticket, "in");
  const what = roll(12);
  if (what < 2) {
    now += 40;
    await posts[roll(count)].scan(ticket, "in");
  } else if (what === 2) {
    now += 40;
    await posts[roll(count)].scan(ticket, "out");
    now += 40;
    if (roll(2)) await posts[roll(count)].scan(ticket, "in");
  }
}

// The network is back: two rounds, so that everybody hears what the last one had to tell.
for (const post of [...posts, ...posts]) {
  post.network.there = true;
  for (let tries = 0; tries < 50 && (!(await post.device.sync()) || post.device.queue.size); tries += 1);
}
const result = posts.map(({ device, shown }) => ({
  shown,
  waiting: device.queue.size,
  present: device.book.present(),
  inside: Object.fromEntries(
    tickets
      .map(({ reference }) => [reference, device.book.visit(reference)])
      .filter(([, visit]) => visit.entry || visit.doubles.length)
      .map(([reference, { entry, doubles }]) => [reference, [entry?.id ?? null, doubles.length]]),
  ),
}));
console.log(JSON.stringify(result));
