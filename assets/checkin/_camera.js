const BETWEEN_LOOKS = 100;
// A code still in the picture is the same scan; out of it for this long it is a new one.
const AWAY = 3_000;
const KEPT = "dialogwerk:camera";

/**
 * Show the camera in `video` and tell `seen` each code once while it stays in the picture. Rejects without a camera.
 * What comes back can light the scene (`torch`, null where there is none) and look through another lens (`next`).
 */
export async function startCamera(video, seen, reader) {
  const chosen = localStorage.getItem(KEPT);
  const track = await open(video, chosen).catch(() => open(video, null));
  await video.play();
  look(video, await reader, seen);
  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
  return { torch: torchOf(track), next: cameras.length > 1 ? () => switchTo(video, track, cameras) : null };
}

async function open(video, deviceId) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "environment" };
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { ...which, width: { ideal: 1280 } } });
  return video.srcObject.getVideoTracks()[0];
}

function torchOf(track) {
  if (!track.getCapabilities?.().torch) return null;
  return (on) => track.applyConstraints({ advanced: [{ torch: on }] });
}

async function switchTo(video, track, cameras) {
  const here = cameras.findIndex(({ deviceId }) => deviceId === track.getSettings().deviceId);
  const { deviceId } = cameras[(here + 1) % cameras.length];
  localStorage.setItem(KEPT, deviceId);
  await open(video, deviceId);
  await video.play();
}

/** The browser's own reader, else ours, which is fetched only then. */
export async function makeReader() {
  const own = globalThis.BarcodeDetector;
  if (own && (await own.getSupportedFormats()).includes("qr_code")) return new own({ formats: ["qr_code"] });
  const { newReader } = await import("./_reader.js");
  return newReader();
}

async function look(video, reader, seen) {
  const lastSeen = new Map();
  const stream = video.srcObject;
  while (video.srcObject === stream && stream.active) {
    const codes = document.hidden || video.readyState < 2 ? [] : await reader.detect(video).catch(() => []);
    const now = performance.now();
    for (const { rawValue } of codes) {
      const fresh = now - (lastSeen.get(rawValue) ?? -AWAY) >= AWAY;
      // What is not taken (an answer is being read) is offered again with the next look.
      if (!fresh || seen(rawValue)) lastSeen.set(rawValue, now);
    }
    await new Promise((done) => setTimeout(done, BETWEEN_LOOKS));
  }
}
