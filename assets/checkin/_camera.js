const BETWEEN_LOOKS = 100;
// A code still in the picture is the same scan; out of it for this long it is a new one.
const AWAY = 3000;

/** Show the camera in `video` and tell `seen` each code once while it stays in the picture. Rejects without a camera. */
export async function startCamera(video, seen) {
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 } },
    audio: false,
  });
  const [reader] = await Promise.all([makeReader(), video.play()]);
  look(video, reader, seen);
}

/** The browser's own reader, else ours, which is fetched only then. */
async function makeReader() {
  const own = globalThis.BarcodeDetector;
  if (own && (await own.getSupportedFormats()).includes("qr_code")) return new own({ formats: ["qr_code"] });
  const { newReader } = await import("./_reader.js");
  return newReader();
}

async function look(video, reader, seen) {
  const lastSeen = new Map();
  while (video.srcObject?.active) {
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
