// Who may come in, as webapp/checkin/rules.py decides it; tests/vectors/door.json holds both to the same word.
const ADDRESS = /^https?:\/\/[^/]+\/t\/([\w-]+)/;
const PAYLOAD = /^[\w-]{60,}$/;
const CODE_LENGTH = 8;
const LONGEST_TYPED = 40;
const LOOK_ALIKES = { O: "Q", 0: "Q", I: "J", 1: "J", L: "J", U: "V" };

/** Why a ticket opens no door now; null when it does. `status` is the event's, which opens at null without a date. */
export function refusal({ revoked, here, status, at, opens, closes }) {
  if (!here) return "other_event";
  if (revoked || status === "cancelled") return "cancelled";
  if (opens === null || at < opens) return "not_yet";
  return at >= closes ? "over" : null;
}

/**
 * What the marks of a ticket in one area add up to, in whatever order they became known. With each of `days` everybody
 * has gone and comes anew; before `since` it was a day that was given up.
 */
export function merge(marks, since = 0, days = []) {
  const undone = new Set(marks.filter((mark) => mark.direction === "undo").map((mark) => mark.undoes));
  const visit = { entry: null, first: null, doubles: [], found: new Map() };
  for (const mark of [...marks].sort(inOrder)) {
    if (mark.direction === "undo" || undone.has(mark.id)) {
      visit.found.set(mark.id, { verdict: "undone" });
    } else if (mark.at >= since) {
      visit.entry = entryAt(visit, days, mark.at);
      take(mark, visit);
    }
  }
  return visit;
}

function take(mark, visit) {
  const { entry } = visit;
  if (mark.direction === "out") {
    visit.found.set(mark.id, { verdict: entry ? "left" : "not_in" });
    visit.entry = null;
  } else if (entry) {
    visit.found.set(mark.id, { verdict: "already_in", entry });
    if (mark.lets_in) visit.doubles.push(mark);
  } else if (mark.lets_in) {
    visit.found.set(mark.id, { verdict: "admitted" });
    visit.entry = mark;
    visit.first ??= mark;
  }
}

/** The entry by which somebody is inside at a moment: one of the same day. */
export function entryAt({ entry }, days, at) {
  return entry && entry.at >= dayBegan(days, at) ? entry : null;
}

/** When the event's day at a moment began; all that was before `days` is the first one. */
export function dayBegan(days, at) {
  return days.findLast((day) => day <= at) ?? 0;
}

/** In the same moment somebody left before somebody came. */
function inOrder(one, other) {
  const later = one.at - other.at || Number(one.direction === "in") - Number(other.direction === "in");
  return later || (one.id < other.id ? -1 : Number(one.id > other.id));
}

/** What somebody held before the camera or typed in: `{payload}`, `{code}` or nothing of ours. */
export function whatIsShown(text) {
  const shown = text.trim();
  const address = ADDRESS.exec(shown);
  if (address) return { payload: address[1] };
  if (PAYLOAD.test(shown)) return { payload: shown };
  const code = shown.length <= LONGEST_TYPED ? readSpokenCode(shown) : "";
  return code.length === CODE_LENGTH ? { code } : {};
}

/** Whether somebody meant a code, perhaps a mistyped one: about as long, with a digit, as nobody's name is. */
export function looksLikeCode(text) {
  return /\d/.test(text) && /^[A-Z0-9]{6,10}$/.test(readSpokenCode(text));
}

/** Whether letters may be a code as well as a name. */
export function mayBeCode(text) {
  return looksLikeCode(text) || /^[A-Z]{8}$/.test(readSpokenCode(text));
}

/** A code as people type it: small or wide letters, gaps, hyphens, letters that look alike. */
export function readSpokenCode(text) {
  const plain = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  return Array.from(plain, (letter) => LOOK_ALIKES[letter] ?? letter).join("");
}
