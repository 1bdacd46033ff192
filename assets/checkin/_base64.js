/** The bytes behind URL-safe base64 without padding; null for anything that we would not have written. */
export function decode(text) {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  // One ticket has one spelling: bits that stand for nothing are zero.
  return encode(bytes) === text ? bytes : null;
}

/** URL-safe base64 without padding. */
export function encode(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
