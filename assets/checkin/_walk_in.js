import { text } from "../site/_texts.js";

/** The form for somebody without a registration; `take` is told who was let in. */
export function listenForWalkIns(page, device, take) {
  const form = page.querySelector("[data-walk-in]");
  const category = form.querySelector("#guest-category");
  const terms = () => device.book.head.comes_as;
  const chosen = () => terms().find(({ id }) => id === category.value) ?? terms()[0];

  function adapt() {
    form.querySelector("[data-others]").hidden = !chosen().named || chosen().most < 2;
    form.querySelector("[data-number]").hidden = chosen().named;
  }

  function prepare() {
    const choices = terms().filter(({ id }) => id);
    const before = category.value;
    category.replaceChildren(...choices.map(({ id, label }) => new Option(label, id)));
    if (choices.some(({ id }) => id === before)) category.value = before;
    form.querySelector("[data-comes-as]").hidden = !choices.length;
    const { free } = device.book.head;
    form.querySelector("[data-no-place]").hidden = free === null || free > 0;
    adapt();
  }

  function read() {
    const lines = form.querySelector("#guest-others").value.split("\n");
    const others = chosen().named ? lines.map((line) => line.trim()).filter(Boolean) : [];
    const heads = chosen().named ? 1 + others.length : Number(form.querySelector("#guest-number").value) || 1;
    return { name: form.querySelector("#guest-name").value.trim(), others, heads, category: category.value };
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const guest = read();
    const problem = !guest.name ? "sayName" : guest.heads > chosen().most ? "sayTooMany" : "";
    const said = form.querySelector("[data-problem]");
    said.hidden = !problem;
    said.textContent = problem ? text(problem, page) : "";
    if (problem) {
      form.querySelector("#guest-name").focus();
      return;
    }
    form.reset();
    form.closest("dialog").close();
    take(guest);
  });
  category.addEventListener("change", adapt);
  page.querySelector("[data-dialog=walk-in]").addEventListener("click", prepare);
}
