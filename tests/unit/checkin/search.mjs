// A class has no names: the app finds it by whoever registered it, and offers the next one who isn't in.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const { Book } = await import(pathToFileURL(path.join(folder, "_book.js")).href);

const row = (reference, name, group, registrant) => [reference, `CODE${reference}`, name, 1, group, "", 0, registrant];
const book = new Book();
book.take({
  keys: {},
  parts: {
    A: [
      "1",
      [row("A1", "", "klasse", "Frau Lehrer Gründerschule"), row("A2", "", "klasse", "Frau Lehrer Gründerschule")],
    ],
    B: ["2", [row("B1", "Kim Lehrer", "", ""), row("B2", "", "andere", "Herr Lehrer")]],
    // A list that was stored before this was known.
    C: ["3", [["C1", "CODEC1", "Alex Alt", 1, "", "", 0]]],
  },
});
const found = (words) => book.search(words).map((guest) => guest.reference);

assert.deepEqual(found("gruenderschule"), ["A1"]);
assert.deepEqual(found("lehrer"), ["A1", "B1", "B2"]);
assert.deepEqual(found("alt"), ["C1"]);
assert.equal(book.search("frau lehrer")[0].name, "Frau Lehrer Gründerschule");
book.add({ id: "1", ticket: "A1", area: "", device: "", at: 1, direction: "in", lets_in: true, gate: "", undoes: "" });
assert.deepEqual(found("gründerschule"), ["A2"]);

// A day that was given up counts for nothing, whenever its entries become known.
assert.equal(book.present(), 1);
book.take({ keys: {}, event: { counts: 5 } });
assert.equal(book.present(), 0);
book.add({ id: "2", ticket: "A2", area: "", device: "", at: 4, direction: "in", lets_in: true, gate: "", undoes: "" });
assert.equal(book.present(), 0);
book.add({ id: "3", ticket: "A1", area: "", device: "", at: 6, direction: "in", lets_in: true, gate: "", undoes: "" });
assert.equal(book.present(), 1);

// Each day of an event counts anew, on a device that saw the day before as on one that starts on it.
const event = { counts: 0, days: [100, 200] };
const fact = (id, at) => ({
  id,
  ticket: "A1",
  area: "",
  device: "",
  at,
  direction: "in",
  lets_in: true,
  gate: "",
  undoes: "",
});
const old = new Book();
old.take({ keys: {}, event });
old.turn(10);
old.add(fact("1", 10));
assert.equal(old.present(), 1);
old.turn(99);
assert.equal(old.visit("A1").entry.id, "1");
old.turn(100);
assert.deepEqual([old.present(), old.visit("A1").entry, old.visit("A1").first.id], [0, null, "1"]);
old.add(fact("2", 110));
old.add(fact("3", 120));
assert.deepEqual([old.present(), old.visit("A1").entry.id, old.doubles().length], [1, "2", 1]);
const fresh = new Book();
fresh.turn(130);
for (const [id, at] of [
  ["3", 120],
  ["1", 10],
])
  fresh.add(fact(id, at));
assert.equal(fresh.present(), 1);
fresh.take({ keys: {}, event });
assert.deepEqual([fresh.present(), fresh.visit("A1").entry.id, fresh.doubles().length], [1, "3", 0]);
fresh.turn(200);
assert.equal(fresh.present(), 0);
// The event came to be one day only: the first entry holds again.
fresh.take({ keys: {}, event: { counts: 0, days: [] } });
assert.deepEqual([fresh.present(), fresh.visit("A1").entry.id], [1, "1"]);
console.log("found");
