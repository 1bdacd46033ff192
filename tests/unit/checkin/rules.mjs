// Holds the app's verifier and rules to the vectors that the server is held to.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, vectors] = process.argv.slice(2);
const module = (name) => import(pathToFileURL(path.join(folder, name)).href);
const read = async (name) => JSON.parse(await readFile(path.join(vectors, name), "utf8"));
const { readPayload } = await module("_codec.js");
const { entryAt, merge, refusal, whatIsShown } = await module("_rules.js");
const { encode } = await module("_base64.js");

const tickets = await read("tickets.json");
const hex = (text) => Uint8Array.from(Buffer.from(text, "hex"));
const keys = new Map(tickets.keys.map(({ id, public_hex: key }) => [id, hex(key)]));
for (const each of tickets.cases) {
  const found = await readPayload(each.payload, keys);
  assert.equal(found.is, each.is, each.name);
  if (each.is !== "genuine") continue;
  assert.equal(found.keyId, each.key_id, each.name);
  assert.equal(found.event, encode(hex(each.event)), each.name);
  assert.equal(found.ticket, encode(hex(each.ticket)), each.name);
  assert.equal(found.through, each.valid_through, each.name);
}

const door = await read("door.json");
for (const { name, marks, since, days = [], at = [], verdicts, inside, first, doubles } of door.merge) {
  for (const shuffled of [marks, [...marks].reverse()]) {
    const visit = merge(shuffled, since, days);
    const found = Object.fromEntries([...visit.found].map(([id, { verdict }]) => [id, verdict]));
    assert.deepEqual(found, verdicts, name);
    assert.deepEqual([visit.entry?.id ?? null, visit.first?.id ?? null], [inside, first], name);
    assert.deepEqual(
      visit.doubles.map(({ id }) => id),
      doubles,
      name,
    );
    for (const [moment, who] of at) {
      const known = shuffled.filter((mark) => mark.at <= moment);
      assert.equal(entryAt(merge(known, since, days), days, moment)?.id ?? null, who, `${name} at ${moment}`);
    }
  }
}
for (const { name, is, ...said } of door.refusal) assert.equal(refusal(said), is, name);
for (const { text, is } of door.shown) assert.deepEqual(whatIsShown(text), is, text);
console.log(`${tickets.cases.length + door.merge.length + door.refusal.length + door.shown.length} agree`);
