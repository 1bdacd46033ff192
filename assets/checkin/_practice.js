const PREFIX = "dialogwerk:practice:";
const VERDICTS = new Set(["admitted", "already_in", "cancelled", "other_event", "not_yet", "unknown"]);
const HOUR = 3_600_000;

/** What the door says to a practice ticket; null for anything else. Outside of practice they open no door. */
export function practised(shown, practising) {
  if (typeof shown !== "string" || !shown.startsWith(PREFIX)) return null;
  return practising ? answer(shown.slice(PREFIX.length)) : { verdict: "unknown", guest: null };
}

function answer(verdict) {
  if (!VERDICTS.has(verdict)) return { verdict: "unknown", guest: null };
  const guest = { name: "Kim Muster", category: 0, needs: "", photos: verdict === "admitted" ? "yes" : "" };
  const now = Date.now();
  const more = { already_in: { entry: { at: now - HOUR, gate: "" } }, not_yet: { opens: now + HOUR } };
  return { verdict, guest: verdict === "unknown" || verdict === "other_event" ? null : guest, ...more[verdict] };
}

/** Practise by tapping what somebody shows, or with the camera before the page of practice tickets. */
export function listenForPractice(page, { start, end, show }) {
  for (const button of page.querySelectorAll("[data-drill]")) {
    button.addEventListener("click", () => {
      start();
      page.querySelector("#drill").showModal();
    });
  }
  for (const button of page.querySelectorAll("[data-practice]")) {
    button.addEventListener("click", () => {
      button.closest("dialog").close();
      show(answer(button.dataset.practice));
    });
  }
  page.querySelector("[data-drill-end]").addEventListener("click", end);
}
