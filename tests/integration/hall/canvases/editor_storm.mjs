// Plays several devices on one canvas against a model of the server: answers get lost, devices crash and come back.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

const { Sheet } = await import(pathToFileURL(process.argv[2]).href);
const KEYS = ["a", "b", "c"];
const isFree = () => true;

function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

class Server {
  versions = [{ a: "", b: "", c: "" }];

  get version() {
    return this.versions.length;
  }

  get values() {
    return this.versions.at(-1);
  }

  put({ seen_version: seen, values }) {
    const history = this.versions.slice(seen - 1);
    const merged = { ...this.values };
    const conflicts = {};
    for (const [key, value] of Object.entries(values)) {
      if (value === "refuse me") return { kind: "invalid", body: { fields: { [key]: "no" } } };
      if (history.some((version) => version[key] === value)) continue;
      if (this.values[key] === history[0][key]) merged[key] = value;
      else conflicts[key] = { theirs: this.values[key], mine: value };
    }
    if (Object.keys(conflicts).length) return { kind: "conflict", body: { ...this.state, conflicts } };
    if (JSON.stringify(merged) !== JSON.stringify(this.values)) this.versions.push(merged);
    return { kind: "saved", body: this.state };
  }

  get state() {
    return { version: this.version, values: { ...this.values } };
  }
}

class Device {
  typed = [];

  constructor(server, name) {
    Object.assign(this, { server, name });
    this.open();
  }

  open() {
    this.sheet = new Sheet(this.server.version, { ...this.server.values });
    if (this.kept) this.sheet.restore(JSON.parse(this.kept));
  }

  keep() {
    const snapshot = this.sheet.snapshot();
    this.kept = snapshot && JSON.stringify(snapshot);
  }

  type(key, text) {
    this.sheet.type(key, text);
    this.keep();
  }

  sync(fate) {
    const packet = this.sheet.next();
    if (!packet) return;
    this.keep();
    if (fate === "never arrives") return;
    const { kind, body } = this.server.put(structuredClone(packet));
    if (fate === "answer lost") return;
    if (kind === "saved") this.sheet.saved(body, isFree);
    if (kind === "conflict") this.sheet.conflicted(body, isFree);
    if (kind === "invalid") this.sheet.refused(body.fields);
    this.keep();
  }

  settle(pick) {
    for (const key of KEYS) if (this.sheet.conflict(key)) this.sheet.resolve(key, pick);
    this.keep();
  }
}

function storm(seed) {
  const roll = dice(seed);
  const server = new Server();
  const devices = [new Device(server, "A"), new Device(server, "B"), new Device(server, "C")];
  for (let step = 0; step < 60; step += 1) {
    const device = devices[roll(3)];
    const act = roll(10);
    if (act < 4) device.type(KEYS[roll(3)], `${device.name}${step}`);
    else if (act < 8) device.sync(["arrives", "arrives", "answer lost", "never arrives"][roll(4)]);
    else if (act === 8) device.open();
    else if (act === 9) device.sheet.heard(server.state, isFree);
  }
  return { server, devices, roll };
}

// Whatever happened: what a device shows and the server does not hold is on the device, and comes through in the end.
for (let seed = 1; seed <= 400; seed += 1) {
  const { server, devices } = storm(seed);
  for (const device of devices) {
    const shown = Object.fromEntries(KEYS.map((key) => [key, device.sheet.raw(key)]));
    device.open();
    for (const key of KEYS) {
      const isKept = device.sheet.raw(key) === shown[key];
      const everSaved = server.versions.some((version) => version[key] === shown[key]);
      assert.ok(isKept || everSaved, `seed ${seed}: ${device.name} lost ${key}=${shown[key]}`);
    }
    const unsent = Object.fromEntries(KEYS.map((key) => [key, device.sheet.raw(key)]));
    for (let round = 0; round < 12 && device.sheet.state !== "saved"; round += 1) {
      device.sync("arrives");
      device.settle("mine");
    }
    assert.equal(device.sheet.state, "saved", `seed ${seed}: ${device.name} never comes to rest`);
    for (const key of KEYS) {
      const reached = server.versions.some((version) => version[key] === unsent[key]);
      assert.ok(reached, `seed ${seed}: ${device.name}'s ${key}=${unsent[key]} never reached the server`);
    }
  }
  for (const device of devices) {
    device.sheet.heard(server.state, isFree);
    assert.deepEqual(
      Object.fromEntries(KEYS.map((key) => [key, device.sheet.raw(key)])),
      server.values,
      `seed ${seed}`,
    );
  }
}

// A text that the server refuses holds no other text back.
{
  const server = new Server();
  const device = new Device(server, "A");
  device.type("a", "refuse me");
  device.type("b", "fine");
  device.sync("arrives");
  assert.equal(device.sheet.refusal("a"), "no");
  device.sync("arrives");
  assert.equal(server.values.b, "fine");
  assert.equal(device.sheet.state, "invalid");
  device.type("a", "mended");
  device.sync("arrives");
  assert.equal(device.sheet.state, "saved");
}

// Two versions of a field: nothing is overwritten before somebody chose, and each choice does what it says.
for (const [pick, wanted] of [
  ["mine", "mine"],
  ["theirs", "theirs"],
  ["both", "theirs\n\nmine"],
]) {
  const server = new Server();
  const [one, other] = [new Device(server, "A"), new Device(server, "B")];
  one.type("a", "theirs");
  other.type("a", "mine");
  one.sync("arrives");
  other.sync("arrives");
  assert.equal(other.sheet.state, "conflict");
  assert.equal(server.values.a, "theirs");
  other.type("b", "meanwhile");
  other.sync("arrives");
  assert.equal(server.values.b, "meanwhile");
  assert.equal(server.values.a, "theirs");
  other.settle(pick);
  other.sync("arrives");
  assert.equal(server.values.a, wanted);
}

// A field in somebody's hands is not changed under them.
{
  const server = new Server();
  const [one, other] = [new Device(server, "A"), new Device(server, "B")];
  one.type("a", "news");
  one.sync("arrives");
  assert.deepEqual(
    other.sheet.heard(server.state, () => false),
    [],
  );
  assert.equal(other.sheet.raw("a"), "");
  other.type("a", "my own");
  other.sync("arrives");
  assert.equal(other.sheet.state, "conflict");
}
// Whoever takes a text back after its answer got lost has taken it back, also across a crash and a look at the server.
for (const between of [
  () => {},
  (device) => device.open(),
  (device) => device.sheet.heard(device.server.state, isFree),
]) {
  const server = new Server();
  const device = new Device(server, "A");
  device.type("a", "too early");
  device.sync("answer lost");
  device.type("a", "");
  between(device);
  for (let round = 0; round < 3; round += 1) device.sync("arrives");
  assert.equal(server.values.a, "");
  assert.equal(device.sheet.raw("a"), "");
}

// A conflict in one field is none in another that this device already knew.
{
  const server = new Server();
  const [one, other] = [new Device(server, "A"), new Device(server, "B")];
  one.type("a", "theirs");
  one.type("b", "known");
  one.sync("arrives");
  other.type("a", "mine");
  other.sheet.heard(server.state, isFree);
  other.type("b", "known and more");
  other.sync("arrives");
  other.sync("arrives");
  assert.ok(other.sheet.conflict("a"));
  assert.equal(other.sheet.conflict("b"), null);
  assert.equal(server.values.b, "known and more");
}
console.log("no word was lost");
