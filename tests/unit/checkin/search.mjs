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
console.log("found");
