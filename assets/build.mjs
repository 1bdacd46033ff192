// Builds static/build from assets/: `node assets/build.mjs [--watch]`.
import { watch } from "node:fs";

import { bundle } from "./_build/bundle.mjs";
import { compileStyles } from "./_build/styles.mjs";
import { findEntries } from "./_build/entries.mjs";
import { describeLicences } from "./_build/licences.mjs";
import { publish } from "./_build/output.mjs";
import { ASSETS } from "./_build/places.mjs";

async function build({ readable }) {
  const started = performance.now();
  const entries = await findEntries();
  const styles = compileStyles(entries.styles);
  const bundled = await bundle({ entries, styles: styles.sheets, readable });
  const licences = await describeLicences([...bundled.sources, ...styles.sources]);
  const sizes = await publish({ ...bundled, licences, compress: !readable });
  for (const [name, size] of sizes) {
    console.log(`${name.padEnd(40)} ${String(size.plain).padStart(8)} ${String(size.packed ?? "").padStart(8)}`);
  }
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

if (process.argv.includes("--watch")) {
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => build({ readable: true }).catch((error) => console.error(error.message)), 100);
  };
  watch(ASSETS, { recursive: true }, again);
  again();
} else {
  await build({ readable: false }).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
