// Somebody put down at the door is here at once, and may be taken back before the server has heard of them and after.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const { Device } = await import(pathToFileURL(path.join(folder, "_device.js")).href);

let [number, sent, reached] = [0, [], false];
let answer = () => ({ facts: [], last: 0 });
const kept = new Map();
const store = {
  load: async () => ({ meta: new Map(), queue: new Map(kept), parts: new Map(), facts: new Map() }),
  put: async (shelf, entries) => {
    if (shelf === "queue") for (const [id, item] of entries) kept.set(id, structuredClone(item));
  },
  remove: async (shelf, ids) => {
    if (shelf === "queue") for (const id of ids) kept.delete(id);
  },
  clear: async () => {},
};
const list = { now: 1_000, until: 9_000, keys: {}, points: [], parts: {}, event: { counts: 0, days: [] } };
const talk = {
  list: async () => list,
  facts: async (body) => {
    sent.push(...body.walk_ins);
    if (!reached) throw new Error("no network");
    return { now: 1_000, answers: [], more: false, ...answer(body) };
  },
};
const newId = () => {
  number += 1;
  return `id-${number}`;
};
const device = new Device({ store, talk, clock: () => 1_000, newId });
await device.open();
await device.fetchList();
const here = () => [device.counts.present, device.counts.expected];
const told = async (item) => {
  const row = await item;
  await device.sync();
  return row;
};

// Without a network: counted, and counted again after a start.
const ola = await told(device.walkIn({ name: "Ola", heads: 3 }));
assert.deepEqual(here(), [3, 3]);
const again = new Device({ store, talk, clock: () => 1_000, newId });
await again.open();
assert.equal(again.counts.present, 3);
assert.equal(again.queue.get(ola.id).tried, true);

// Taken back before anybody tried to send it: never sent.
device.sync = async () => false;
const never = await device.walkIn({ name: "Never" });
assert.deepEqual(here(), [4, 4]);
assert.equal((await device.takeWalkInBack(never)).verdict, "undone");
delete device.sync;
assert.deepEqual(here(), [3, 3]);
assert.equal(kept.has(never.id), false);
await device.sync();
assert.ok(!sent.some(({ id }) => id === never.id));

// The server may have heard of it: it is told, and the name isn't.
await told(device.takeWalkInBack(ola));
assert.deepEqual(here(), [0, 0]);
assert.deepEqual(kept.get(ola.id).undone, true);
assert.equal(kept.get(ola.id).name, undefined);
[sent, reached] = [[], true];
await device.sync();
assert.deepEqual(
  sent.map(({ id, undone }) => [id, undone]),
  [[ola.id, true]],
);
assert.equal(device.queue.size + kept.size, 0);

// Sent and heard: it counts once, is taken back, and taken back while it is on its way.
const fact = (id, direction, undoes) => [`${id}${undoes}`, "T", 1_000, direction, Number(!undoes), "", "", undoes, "a"];
const hear = ({ walk_ins: walkIns }) => ({
  facts: walkIns.map(({ id, undone }) => (undone ? fact(id, "undo", id) : fact(id, "in", ""))),
  last: sent.length,
});
answer = hear;
const uli = await told(device.walkIn({ name: "Uli" }));
assert.equal(device.counts.present, 1);
reached = false;
await told(device.takeWalkInBack(uli));
assert.equal(device.counts.present, 0);
reached = true;
await device.sync();
assert.deepEqual([device.counts.present, device.queue.size], [0, 0]);
let taken;
answer = (body) => {
  answer = hear;
  taken = device.takeWalkInBack({ id: body.walk_ins[0].id, heads: 1 });
  return hear(body);
};
sent = [];
const iva = await device.walkIn({ name: "Iva" });
await device.sync();
await taken;
await device.sync();
assert.deepEqual(
  sent.map(({ id, undone = false }) => [id, undone]),
  [
    [iva.id, false],
    [iva.id, true],
  ],
);
assert.deepEqual([device.counts.present, device.queue.size], [0, 0]);
console.log("counted");
