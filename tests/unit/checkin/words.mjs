// What the app says of an entry that it met: the day, unless it is today's.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
globalThis.document = { documentElement: { lang: "de" }, body: { dataset: {} } };
const { tell } = await import(pathToFileURL(path.join(folder, "_words.js")).href);

const zone = "Europe/Berlin";
const page = {
  dataset: { wordAlreadyIn: "Schon drin", detailSince: "seit {time} Uhr", detailSinceAt: "seit {time} Uhr, {gate}" },
};
const detail = (entry) => tell(page, { verdict: "already_in", guest: null, entry }, { zone }).detail;
const at = (text) => Date.parse(text);
const now = Date.now;
Date.now = () => at("2026-12-07T09:00:00Z");

assert.equal(detail({ at: at("2026-12-07T07:05:00Z"), gate: "" }), "seit 08:05 Uhr");
assert.equal(detail({ at: at("2026-12-06T22:59:00Z"), gate: "Nord" }), "seit So., 6. Dezember um 23:59 Uhr, Nord");
assert.equal(detail({ at: at("2026-12-06T23:00:00Z"), gate: "" }), "seit 00:00 Uhr");
Date.now = now;
console.log("said");
