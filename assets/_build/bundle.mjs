import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

import * as esbuild from "esbuild";

import { ADDRESS, BUILD, ROOT } from "./places.mjs";

// The oldest browsers that know cascade layers, :has() and color-mix(), on which the styles rest.
const BROWSERS = ["chrome111", "firefox121", "safari16.4"];

/** Bundle scripts and sheets with their fonts: the files to write, the manifest's names, and what went into them. */
export async function bundle({ entries, styles, readable }) {
  const result = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [...entries.scripts, ...entries.styles],
    outdir: BUILD,
    publicPath: ADDRESS,
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "chunks/[name]-[hash]",
    assetNames: "files/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: BROWSERS,
    minify: !readable,
    sourcemap: readable ? "inline" : false,
    legalComments: "none",
    loader: { ".woff2": "file", ".wasm": "file", ".ttf": "file" },
    plugins: [serveStyles(styles)],
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  const names = namesOf(result.metafile, entries);
  const files = new Map(result.outputFiles.map((file) => [path.relative(BUILD, file.path), file.contents]));
  for (const picture of entries.pictures) await addPicture(picture, { names, files });
  return { files, names, sources: Object.keys(result.metafile.inputs).map((file) => path.resolve(ROOT, file)) };
}

function serveStyles(styles) {
  return {
    name: "styles",
    setup(build) {
      build.onLoad({ filter: /\.scss$/ }, ({ path: file }) => ({
        contents: styles.get(file),
        loader: "css",
        resolveDir: path.dirname(file),
      }));
    },
  };
}

function namesOf(metafile, entries) {
  const logical = new Map();
  for (const { in: file, out } of entries.scripts) logical.set(path.relative(ROOT, file), `${out}.js`);
  for (const { in: file, out } of entries.styles) logical.set(path.relative(ROOT, file), `${out}.css`);
  const names = {};
  for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
    const written = path.relative(BUILD, path.resolve(ROOT, output));
    // Chunks and fonts are known by their name without the hash, so that they too are cached for a year.
    names[logical.get(entryPoint) ?? withoutHash(written, names)] = written;
  }
  return names;
}

function withoutHash(written, taken) {
  const name = written.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1");
  return name in taken ? written : name;
}

async function addPicture({ in: file, out }, { names, files }) {
  const contents = trimmed(file, await readFile(file));
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
  const { dir, name, ext } = path.parse(out);
  const written = path.join(dir, `${name}-${hash}${ext}`);
  names[out] = written;
  files.set(written, contents);
}

function trimmed(file, contents) {
  return file.endsWith(".svg") ? Buffer.from(contents.toString().replace(/>\s+</g, "><").trim()) : contents;
}
