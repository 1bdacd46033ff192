import { readdir } from "node:fs/promises";
import path from "node:path";

import { ASSETS } from "./places.mjs";

const PICTURES = new Set([".svg", ".png", ".webp", ".ico"]);

/** Everything in assets/<room>/ without a leading underscore: scripts, stylesheets and pictures, by logical name. */
export async function findEntries() {
  const entries = { scripts: [], styles: [], pictures: [] };
  for (const room of await visibleNames(ASSETS, { folders: true })) {
    for (const file of await visibleNames(path.join(ASSETS, room), { folders: false })) {
      const { name, ext } = path.parse(file);
      const entry = { in: path.join(ASSETS, room, file), out: room === "site" ? name : `${room}/${name}` };
      if (ext === ".js") entries.scripts.push(entry);
      else if (ext === ".scss") entries.styles.push(entry);
      else if (PICTURES.has(ext)) entries.pictures.push({ ...entry, out: entry.out + ext });
    }
  }
  return entries;
}

async function visibleNames(folder, { folders }) {
  const found = await readdir(folder, { withFileTypes: true });
  return found
    .filter((item) => item.isDirectory() === folders && !/^[._]/.test(item.name))
    .map((item) => item.name)
    .sort();
}
