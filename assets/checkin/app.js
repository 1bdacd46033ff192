import { text } from "../site/_texts.js";
import { keepForOffline } from "../site/_offline.js";
import { makeReader, startCamera } from "./_camera.js";
import { Device } from "./_device.js";
import { findGuests } from "./_find.js";
import { newId } from "./_ids.js";
import { hidePanel, isWaiting, showPanel } from "./_panel.js";
import { listenForPractice, practised } from "./_practice.js";
import { checkReadiness, waitForReadiness } from "./_ready.js";
import { looksLikeCode } from "./_rules.js";
import { showRecent, showWatch } from "./_rows.js";
import { listenForSettings, showSettings } from "./_settings.js";
import { allowSound, signal } from "./_signals.js";
import { showRoom, showState } from "./_state.js";
import { openStore } from "./_store.js";
import { Talk } from "./_talk.js";
import { listenForWalkIns } from "./_walk_in.js";
import { tell } from "./_words.js";

const SCOPE = "/checkin/";
const SYNC_EVERY = 4_000;
const MOST_SCANS = 20;
const page = document.querySelector("[data-door]");
const video = page.querySelector("[data-camera]");
const csrf = document.querySelector("meta[name=csrf-token]").content;
const talk = new Talk(page.dataset.base, csrf);
const device = new Device({ store: await openStore(page.dataset.slug), talk, newId, changed: drawSoon });
let reader;
let scans = [];
let busy = false;
let practising = false;
let drawing = 0;

function drawSoon() {
  if (drawing) return;
  drawing = requestAnimationFrame(() => {
    drawing = 0;
    draw();
  });
}

function draw() {
  showState(page, device);
  if (!device.ready) return;
  const { zone } = device.book.head.event;
  showRoom(page, device);
  showSettings(page, device);
  showRecent(page, scans, { book: device.book, zone });
  showWatch(page, device, zone);
}

function say(name) {
  page.querySelector("[data-status]").textContent = name ? text(name, page) : "";
}

function way() {
  return page.querySelector("[name=way]:checked").value;
}

/** Let the door judge what is shown; false when another one is under way. */
function take(shown) {
  if (busy) return false;
  busy = true;
  hidePanel(page);
  judge(shown).finally(() => (busy = false));
  return true;
}

async function judge(shown) {
  const direction = way();
  const practice = practised(shown, practising);
  if (practice || practising) return show(practice ?? { verdict: "unknown", guest: null });
  const answer = await device.scan(shown, { direction });
  remember(answer, { ticket: shown.reference ?? answer.guest?.reference ?? "", direction });
  return show({ ...answer, typed: typeof shown === "string" && looksLikeCode(shown) });
}

function remember({ id, at, verdict, guest }, { ticket, direction, ...more }) {
  const row = { id, at, verdict, ticket, direction, area: device.meta.area, name: guest?.name ?? "", ...more };
  scans = [row, ...scans].slice(0, MOST_SCANS);
  drawSoon();
}

function show(answer) {
  const { head } = device.book;
  const companions = answer.guest?.reference ? device.book.companions(answer.guest) : [];
  const told = tell(page, answer, { zone: head.event.zone, companions, categories: head.categories });
  signal(told.kind);
  showPanel(page, told, answer.guest?.reference && !practising ? () => letIn(answer.guest) : null);
}

async function letIn({ reference }) {
  const answer = await device.letIn(reference);
  remember(answer, { ticket: reference, direction: "in" });
  show(answer);
}

async function takeBack(id) {
  const scan = scans.find((each) => each.id === id);
  if (scan.walkIn) return takeWalkInBack(scan);
  const { ticket, area } = scan;
  const answer = await device.undo({ id, ticket, area });
  remember(answer, { ticket, direction: "undo" });
  show(answer);
}

async function takeWalkInBack(scan) {
  const guest = { name: scan.name, needs: "", photos: "", group: "" };
  const answer = { ...(await device.takeWalkInBack(scan)), guest };
  scan.verdict = answer.verdict;
  remember(answer, { ticket: "", direction: "undo" });
  show(answer);
}

async function letInStranger(guest) {
  const { id, at, heads } = await device.walkIn(guest);
  remember({ id, at, verdict: "admitted", guest }, { ticket: "", direction: "in", walkIn: true, heads });
  show({ verdict: "admitted", guest: { ...guest, needs: "", photos: "", group: "" } });
}

async function openCamera() {
  allowSound();
  hidePanel(page);
  showCamera(true);
  try {
    showLens(await startCamera(video, (shown) => !isWaiting(page) && take(shown), readerSoon()));
  } catch {
    showCamera(false);
    say("sayNoCamera");
    return;
  }
  say("");
  await navigator.wakeLock?.request("screen").catch(() => {});
}

function showCamera(on) {
  video.hidden = !on;
  page.querySelector("[data-idle]").hidden = on;
  page.querySelector("[data-lens]").hidden = !on;
}

function showLens({ torch, next }) {
  const [lamp, other] = [page.querySelector("[data-torch]"), page.querySelector("[data-other-camera]")];
  lamp.hidden = !torch;
  lamp.onclick = () => {
    const on = lamp.getAttribute("aria-pressed") !== "true";
    torch(on);
    lamp.setAttribute("aria-pressed", on);
  };
  other.hidden = !next;
  other.onclick = next ? () => next().then(openCamera) : null;
}

/** A hand scanner types like a keyboard, wherever the focus is: what it types goes into the field. */
function scannedByHand(event) {
  const types = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey;
  const elsewhere = event.target.closest("input:not([type=radio]), textarea, select, dialog");
  if (types && !elsewhere && isOpen()) page.querySelector("#code").focus();
}

function isOpen() {
  return !page.querySelector("[data-work]").hidden;
}

async function getReady() {
  page.querySelector("[data-ready]").hidden = false;
  page.querySelector("[data-work]").hidden = true;
  waitForReadiness(page);
  await device.prepare();
  for (const button of page.querySelectorAll("[data-begin], [data-ready] [data-drill]"))
    button.disabled = !device.ready;
  await checkReadiness(page, device, keepAtHand());
}

/** All that a start without a network takes: it is fetched once the device can work. */
async function keepAtHand() {
  await readerSoon().catch(() => null);
  return keepForOffline(page.dataset.worker, SCOPE);
}

/** The reader of QR codes, which browsers without one of their own have to fetch. */
function readerSoon() {
  reader ??= makeReader();
  return reader;
}

function begin() {
  allowSound();
  page.querySelector("[data-ready]").hidden = true;
  page.querySelector("[data-work]").hidden = false;
  draw();
}

function practise(on) {
  practising = on;
  page.querySelector("[data-drill-note]").hidden = !on;
  if (on) begin();
}

async function report() {
  const battery = navigator.getBattery ? await navigator.getBattery() : null;
  device.report = () => (battery ? { battery: Math.round(battery.level * 100) } : {});
}

async function minute() {
  await device.wipeWhenOver();
  if (!device.closed) await device.sync();
}

page.querySelector("[data-start]").addEventListener("click", openCamera);
page.querySelector("[data-continue]").addEventListener("click", () => hidePanel(page));
page.querySelector("[data-begin]").addEventListener("click", begin);
page.querySelector("[data-check-again]").addEventListener("click", getReady);
page.querySelector("[data-recent]").addEventListener("click", (event) => {
  const button = event.target.closest("[data-undo]");
  if (button) takeBack(button.value);
});
document.addEventListener("keydown", scannedByHand);
findGuests(page, device, take);
listenForPractice(page, { start: () => practise(true), end: () => practise(false), show });
listenForSettings(page, device);
listenForWalkIns(page, device, letInStranger);
addEventListener("online", () => device.sync());

await device.open();
draw();
await Promise.all([getReady(), report().catch(() => {})]);
setInterval(minute, SYNC_EVERY);
