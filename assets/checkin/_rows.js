import { text } from "../site/_texts.js";
import { time, timeOrDay, word } from "./_words.js";

const CAN_BE_UNDONE = new Set(["admitted", "left", "not_in"]);
const SHOWN = 8;

/** The last scans of this device, newest first, as they stand now that others may have come to light. */
export function showRecent(page, scans, { book, zone }) {
  const list = page.querySelector("[data-recent]");
  list.replaceChildren(...scans.slice(0, SHOWN).map((scan) => recentRow(page, scan, book, zone)));
  page.querySelector("[data-nobody]").hidden = scans.length > 0;
}

function recentRow(page, scan, book, zone) {
  const row = page.querySelector("[data-row]").content.cloneNode(true);
  const found = book.visit(scan.ticket, scan.area).found.get(scan.id);
  const verdict = found?.verdict ?? scan.verdict;
  row.querySelector("[data-at]").textContent = time(scan.at, zone);
  row.querySelector("[data-word]").textContent = word(page, verdict);
  row.querySelector("[data-name]").textContent = scan.name || (book.guests.get(scan.ticket)?.name ?? "");
  const undo = row.querySelector("[data-undo]");
  if ((scan.ticket || scan.walkIn) && scan.direction !== "undo" && CAN_BE_UNDONE.has(verdict)) undo.value = scan.id;
  else undo.remove();
  return row;
}

/** Tickets that came in twice, and people who could not be put down. */
export function showWatch(page, { book, refused }, zone) {
  const rows = book.doubles().map(({ entry, double, ticket }) => {
    const said = ({ at, gate }) =>
      gate ? text("sayAtGate", page, { time: timeOrDay(at, zone), gate }) : timeOrDay(at, zone);
    const words = text("sayDouble", page, { first: said(entry), second: said(double) });
    return watchRow(book.guests.get(ticket)?.name ?? "", words);
  });
  rows.push(...refused.map(({ name }) => watchRow(name, text("sayRefusedWalkIn", page, { name }))));
  page.querySelector("[data-doubles]").replaceChildren(...rows);
  page.querySelector("[data-watch]").hidden = !rows.length;
}

function watchRow(name, words) {
  const row = document.createElement("li");
  row.className = "dw-door__double";
  row.append(Object.assign(document.createElement("bdi"), { textContent: name }), words);
  return row;
}
