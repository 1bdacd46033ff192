import { forgetOffline } from "../site/_offline.js";
import { text } from "../site/_texts.js";
import { dayAndTime } from "./_words.js";

/** Where the device stands: at the gate or room of its link, else where its staff say. */
export function showSettings(page, { book, meta }) {
  const { points, point: bound, until, event } = book.head;
  const gate = meta.gate ? text("sayGate", page, { gate: meta.gate }) : text("sayNoGate", page);
  page.querySelector("[data-gate-shown]").textContent = gate;
  page.querySelector("[data-points]").hidden = !points.length;
  page.querySelector("[data-stand]").hidden = Boolean(bound);
  const kept = page.querySelector("[data-kept-until]");
  kept.textContent = kept.dataset.text.replace("{when}", dayAndTime(until, event.zone));
  const choice = page.querySelector("#point");
  if (choice.options.length - 1 !== points.length) {
    choice.replaceChildren(choice.options[0], ...points.map(({ id, name }) => new Option(name, id)));
  }
}

export function listenForSettings(page, device) {
  const form = page.querySelector("[data-stand]");
  const [choice, name] = [form.querySelector("#point"), form.querySelector("#gate")];

  choice.addEventListener("change", () => {
    form.querySelector("[data-gate-name]").hidden = Boolean(choice.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const point = device.book.head.points.find(({ id }) => id === choice.value);
    device.standAt(point ?? { name: name.value.trim() });
    page.querySelector("[data-settings]").open = false;
  });
  page.querySelector("[data-wipe]").addEventListener("click", async () => {
    await device.close();
    await forgetOffline("/checkin/");
  });
}
