import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import { BUILD } from "./places.mjs";

const TEXT = /\.(js|css|svg|json|wasm)$/;
const WORTH_PACKING = 512;

/** Write all files, packed beside plain, then the manifest, and only then drop what an earlier build left. */
export async function publish({ files, names, licences, compress }) {
  const written = new Map(files);
  written.set("licences.json", Buffer.from(`${JSON.stringify(licences, null, 1)}\n`));
  const sizes = new Map();
  const kept = new Set(["manifest.json"]);
  for (const [name, contents] of written) {
    const packed = await writeWithCopies(name, contents, compress);
    sizes.set(name, { plain: contents.length, packed: packed.length ? packed[0].contents.length : undefined });
    kept.add(name);
    for (const copy of packed) kept.add(copy.name);
  }
  await replace("manifest.json", `${JSON.stringify(sorted(names), null, 1)}\n`);
  await dropOthers(kept);
  return [...sizes].sort();
}

async function writeWithCopies(name, contents, compress) {
  const copies = compress && TEXT.test(name) && contents.length >= WORTH_PACKING ? await pack(name, contents) : [];
  for (const file of [{ name, contents }, ...copies]) await replace(file.name, file.contents);
  return copies;
}

async function pack(name, contents) {
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return [
    { name: `${name}.gz`, contents: await promisify(gzip)(contents, { level: 9 }) },
    { name: `${name}.br`, contents: await promisify(brotliCompress)(contents, best) },
  ];
}

async function replace(name, contents) {
  const file = path.join(BUILD, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, contents);
  await rename(`${file}.new`, file);
}

async function dropOthers(kept) {
  for (const item of await readdir(BUILD, { recursive: true, withFileTypes: true })) {
    const file = path.join(item.parentPath ?? item.path, item.name);
    if (item.isFile() && !kept.has(path.relative(BUILD, file))) await rm(file);
  }
}

function sorted(names) {
  return Object.fromEntries(Object.entries(names).sort(([one], [other]) => (one < other ? -1 : 1)));
}
