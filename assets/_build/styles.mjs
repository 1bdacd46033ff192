import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import * as sass from "sass";

import { ASSETS, PACKAGES } from "./places.mjs";
import { usedProperties, withoutUnused } from "./properties.mjs";

const DESIGN_SYSTEM = path.join(PACKAGES, "@kern-ux", "native", "src", "scss");

/** Compile every sheet and leave out the custom properties that no sheet or script asks for. */
export function compileStyles(entries) {
  const compiled = entries.map((entry) => ({ entry, ...compile(entry.in) }));
  const written = compiled.map(({ css }) => css);
  const used = usedProperties(written, readScripts());
  return {
    sheets: new Map(compiled.map(({ entry, css }) => [entry.in, withoutUnused(css, used)])),
    sources: new Set(compiled.flatMap(({ loaded }) => loaded)),
  };
}

function compile(file) {
  const result = sass.compile(file, { loadPaths: [ASSETS, DESIGN_SYSTEM], style: "expanded", quietDeps: true });
  return { css: result.css, loaded: result.loadedUrls.map(fileURLToPath) };
}

function readScripts() {
  return readdirSync(ASSETS, { recursive: true })
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(path.join(ASSETS, name), "utf8"));
}
