const TONES = { ok: [880], warn: [440, 440], stop: [220, 220, 220] };
const BUZZES = { ok: [80], warn: [150, 80, 150], stop: [300, 100, 300] };
const LENGTH = 0.12;
let sound;

/** Browsers make sound only after a tap: call this from one. */
export function allowSound() {
  sound ??= globalThis.AudioContext ? new AudioContext() : undefined;
}

/** Let staff hear and feel the answer without looking. */
export function signal(kind) {
  navigator.vibrate?.(BUZZES[kind]);
  if (!sound) return;
  for (const [number, frequency] of TONES[kind].entries()) beep(frequency, sound.currentTime + number * 2 * LENGTH);
}

function beep(frequency, at) {
  const tone = new OscillatorNode(sound, { frequency, type: "square" });
  const volume = new GainNode(sound, { gain: 0.15 });
  tone.connect(volume).connect(sound.destination);
  tone.start(at);
  tone.stop(at + LENGTH);
}
