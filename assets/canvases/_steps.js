import { text } from "../site/_texts.js";

const PHONE = "(width < 48rem)";

/** On a phone, show one section at a time with a way on and back; on larger screens the whole canvas. */
export function walkThroughSections(form, words) {
  const sections = [...form.querySelectorAll("[data-section]")];
  const bar = form.querySelector("[data-steps]");
  const [back, next, step] = ["back", "next", "step"].map((name) => bar.querySelector(`[data-${name}]`));
  const phone = matchMedia(PHONE);
  let here = Math.max(0, indexOfTarget(sections));

  function show() {
    for (const [index, section] of sections.entries()) section.hidden = phone.matches && index !== here;
    bar.hidden = !phone.matches;
    back.hidden = here === 0;
    next.hidden = here === sections.length - 1;
    const title = sections[here].querySelector("h2").textContent;
    step.textContent = text("step", words, { here: here + 1, all: sections.length, title });
  }

  function go(to) {
    here = to;
    show();
    history.replaceState(null, "", `#${sections[here].id}`);
    sections[here].querySelector("h2").focus();
    scrollTo({ top: 0 });
  }

  back.addEventListener("click", () => go(here - 1));
  next.addEventListener("click", () => go(here + 1));
  phone.addEventListener("change", show);
  addEventListener("hashchange", () => {
    const wanted = indexOfTarget(sections);
    if (wanted < 0) return;
    here = wanted;
    show();
    document.getElementById(location.hash.slice(1))?.focus();
  });
  show();
}

function indexOfTarget(sections) {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  return target ? sections.findIndex((section) => section.contains(target)) : -1;
}
