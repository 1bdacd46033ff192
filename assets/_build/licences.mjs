import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { PACKAGES } from "./places.mjs";

// A package of a font has two: one for itself, and LICENSE_FONT for the letters.
const LICENCE_FILE = /^(licen[cs]e(_font)?|copying)(\.(md|txt))?$/i;

/** Name, version, licence and its text for every package of which a part is served; a package without a text fails. */
export async function describeLicences(sources) {
  const packages = new Set([...sources].map(packageOf).filter(Boolean));
  return Promise.all([...packages].sort().map(describe));
}

function packageOf(file) {
  const inside = path.relative(PACKAGES, file);
  if (inside.startsWith("..")) return null;
  const [first, second] = inside.split(path.sep);
  return first.startsWith("@") ? `${first}/${second}` : first;
}

async function describe(name) {
  const folder = path.join(PACKAGES, name);
  const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((candidate) => LICENCE_FILE.test(candidate)).sort();
  if (!license || files.length === 0) throw new Error(`${name} does not say under which licence it comes`);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  return { package: name, version, licence: license, text: texts.map((text) => text.trim()).join("\n\n") };
}
