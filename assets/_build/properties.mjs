const DECLARATION = /^[ \t]*(--[\w-]+):([^;{}]*);$/gm;
const FALLBACK = /var\((--kern-[\w-]+), [^()]*\)/g;
const NAME = /--[\w-]+/g;
const OWN = /^--dw-/;

/** Names of the defined custom properties that something asks for, directly or through another property in use. */
export function usedProperties(sheets, otherSources) {
  const needs = new Map();
  const used = new Set();
  for (const css of sheets) {
    for (const [, name, value] of css.matchAll(DECLARATION)) {
      needs.set(name, [...(needs.get(name) ?? []), ...references(value)]);
    }
    for (const name of references(css.replace(DECLARATION, ""))) used.add(name);
  }
  for (const source of otherSources) {
    for (const [name] of source.matchAll(NAME)) if (needs.has(name)) used.add(name);
  }
  // An operator's sheet may ask for any of ours.
  for (const name of needs.keys()) if (OWN.test(name)) used.add(name);
  for (const name of used) for (const needed of needs.get(name) ?? []) used.add(needed);
  return new Set([...used].filter((name) => needs.has(name)));
}

/** `css` without the declarations of custom properties that are not in `used`, and without fallbacks that are never taken. */
export function withoutUnused(css, used) {
  return css
    .replace(DECLARATION, (declaration, name) => (used.has(name) ? declaration : ""))
    .replace(FALLBACK, (reference, name) => (used.has(name) ? `var(${name})` : reference));
}

function references(text) {
  return [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);
}
