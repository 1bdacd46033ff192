import { text } from "../site/_texts.js";

const NEARLY = 0.9;

/** How many are here, whether there is a network, and whether this device knows anybody at all. */
export function showState(page, device) {
  const counts = document.querySelector("[data-counts]");
  const { queue, online, closed } = device;
  counts.textContent = device.ready ? text("sayCounts", page, device.counts) : "";
  const network = document.querySelector("[data-network]");
  const name = device.unsaved
    ? "sayUnsaved"
    : { true: queue.size ? "saySending" : "sayOnline", false: queue.size ? "sayWaiting" : "sayOffline" }[online];
  network.textContent = text(name, page, { count: queue.size });
  network.dataset.state = online && !queue.size && !device.unsaved ? "ok" : "warn";
  page.querySelector("[data-closed]").hidden = !closed;
  const unsent = queue.size ? text("sayUnsent", page, { count: queue.size }) : "";
  for (const note of page.querySelectorAll("[data-unsent]")) note.textContent = unsent;
  if (!closed) return;
  for (const part of ["[data-ready]", "[data-work]"]) page.querySelector(part).hidden = true;
}

/** How full the room is where this device stands; nothing at a gate. */
export function showRoom(page, { book, meta }) {
  const light = page.querySelector("[data-room]");
  const point = book.head.points.find(({ id }) => id === meta.area);
  light.hidden = !point;
  if (!point) return;
  const present = book.present(meta.area);
  if (!point.capacity) {
    light.dataset.state = "ok";
    light.textContent = text("sayRoomOpen", page, { present });
    return;
  }
  const share = present / point.capacity;
  const [state, name] = share >= 1 ? ["stop", "sayFull"] : share >= NEARLY ? ["warn", "sayNearly"] : ["ok", "sayFree"];
  light.dataset.state = state;
  light.textContent = `${text("sayRoom", page, { present, capacity: point.capacity })} – ${text(name, page)}`;
}
