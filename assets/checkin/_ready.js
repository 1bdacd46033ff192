import { text } from "../site/_texts.js";
import { time } from "./_words.js";

const MINUTE = 60_000;
const STALE = 10 * MINUTE;
const LOW = 0.3;
const SCANS_NEED = 20_000_000;

/** What was said of the device before holds no more. */
export function waitForReadiness(page) {
  const lamp = page.querySelector("[data-light]");
  delete lamp.dataset.state;
  lamp.textContent = lamp.dataset.wait;
}

/** Look at everything that a device needs at the door, and say of each thing whether it is there. */
export async function checkReadiness(page, device, worker) {
  const checks = {
    list: list(device),
    facts: facts(device),
    offline: worker,
    camera: camera(),
    battery: battery(),
    clock: clock(device),
    storage: storage(),
  };
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const { state, values } = await Promise.resolve(check).catch(() => ({ state: "warn" }));
      show(page.querySelector(`[data-check=${name}]`), state, values);
      return [name, state];
    }),
  );
  const states = Object.fromEntries(found);
  const light = Object.values(states).includes("stop")
    ? "stop"
    : Object.values(states).includes("warn")
      ? "warn"
      : "ok";
  const lamp = page.querySelector("[data-light]");
  lamp.dataset.state = light;
  lamp.textContent = lamp.dataset[light];
  return states;
}

function show(item, state, values) {
  item.dataset.state = state;
  item.querySelector("[data-said]").textContent = text(state, item, values);
}

function list(device) {
  if (!device.ready) return { state: "stop" };
  const { listAt } = device.meta;
  const values = { count: device.book.expected, time: time(listAt - device.meta.off, device.book.head.event.zone) };
  return { state: device.now() - listAt > STALE ? "warn" : "ok", values };
}

/** Who is in already, as far as this device has heard; before the first word of it anybody could come in twice. */
function facts(device) {
  const { heardAt, off } = device.meta;
  if (!device.ready || !heardAt) return { state: "stop" };
  const values = { time: time(heardAt - off, device.book.head.event.zone) };
  return { state: device.now() - heardAt > STALE ? "warn" : "ok", values };
}

async function camera() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  if (!devices.some(({ kind }) => kind === "videoinput")) return { state: "warn" };
  const allowed = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
  return { state: allowed?.state === "denied" ? "warn" : "ok" };
}

async function battery() {
  if (!navigator.getBattery) return { state: "none" };
  const { level, charging } = await navigator.getBattery();
  return { state: charging || level >= LOW ? "ok" : "warn", values: { percent: Math.round(level * 100) } };
}

function clock({ meta }) {
  if (!meta.listAt) return { state: "wait" };
  const minutes = Math.round(Math.abs(meta.off) / MINUTE);
  return { state: minutes ? "warn" : "ok", values: { minutes } };
}

async function storage() {
  await navigator.storage.persist?.();
  const { quota, usage } = await navigator.storage.estimate();
  return { state: quota - usage > SCANS_NEED ? "ok" : "warn" };
}
