// What a ticket's QR code holds; docs/ticket-format.md describes it, tests/vectors/tickets.json proves it.
import { verifyAsync } from "@noble/ed25519";

import { decode, encode } from "./_base64.js";

const CHARACTERS = 123;
const VERSION = 1;
const SIGNED = 28;
const PREFIX = new TextEncoder().encode("dialogwerk ticket\0");
const FIRST_DAY = Date.UTC(2020, 0, 1);
const DAY = 86_400_000;

/**
 * What a payload is: `genuine` with event, ticket (both as we write ids) and its last day, `forged`, `unknown_key` or
 * `unreadable`. `keys` maps key numbers to 32 bytes.
 */
export async function readPayload(payload, keys) {
  const raw = payload.length === CHARACTERS ? decode(payload) : null;
  if (!raw || raw[0] !== VERSION) return { is: "unreadable" };
  const key = keys.get(raw[1]);
  if (!key) return { is: "unknown_key", keyId: raw[1] };
  const head = raw.subarray(0, SIGNED);
  if (!(await isSigned(key, raw.subarray(SIGNED), head))) return { is: "forged" };
  const days = raw[26] * 256 + raw[27];
  return {
    is: "genuine",
    keyId: raw[1],
    event: encode(raw.subarray(2, 10)),
    ticket: encode(raw.subarray(10, 26)),
    through: new Date(FIRST_DAY + days * DAY).toISOString().slice(0, 10),
  };
}

async function isSigned(key, signature, head) {
  const message = new Uint8Array(PREFIX.length + head.length);
  message.set(PREFIX);
  message.set(head, PREFIX.length);
  // As strict as the server: one signature has one spelling.
  return verifyAsync(signature, message, key, { zip215: false }).catch(() => false);
}
