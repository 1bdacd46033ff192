// A scan is made on the device: its id stays the same however often it is sent, so that a repeat counts once.
const DEVICE = "dialogwerk:device";

export function newScan(content, gate) {
  return { id: newId(), device: deviceId(), gate, scanned_at: Date.now(), ...content };
}

// crypto.randomUUID exists on secure pages only; typed codes also work on others.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function deviceId() {
  try {
    const known = localStorage.getItem(DEVICE) ?? newId();
    localStorage.setItem(DEVICE, known);
    return known;
  } catch {
    return ""; // a browser that keeps nothing
  }
}
