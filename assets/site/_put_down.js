/** Keep "who is being registered" true while somebody types, and call people by their names wherever they are meant. */
export function followPeople() {
  const line = document.querySelector("[data-put-down]");
  if (!line) return;
  const form = line.closest("form");
  const tell = () => {
    callByName(form);
    say(line, form);
  };
  for (const kind of ["change", "input"]) form.addEventListener(kind, () => setTimeout(tell));
  tell();
}

function callByName(form) {
  for (const place of form.querySelectorAll("[data-person]:not([data-put-down])")) {
    place.textContent = nameOf(form, place.dataset.person) || place.dataset.nameless;
  }
}

function say(line, form) {
  const names = namesOf(line, form);
  const group = form.querySelector("[data-group]:not([data-group='']):checked");
  const count = form.elements.namedItem("count");
  const heads = group ? Number(count?.value.trim()) : names.length;
  const isKnown = group ? heads > 0 : names.length > 1 || nameOf(form, 0);
  line.hidden = !isKnown;
  if (!isKnown) return;
  const words = heads === 1 ? line.dataset.one : line.dataset.many;
  const contact = nameOf(form, 0);
  const whole = group && (contact ? `${group.dataset.group} (${contact})` : group.dataset.group);
  const said = { names: whole || names.join(", "), heads };
  line.textContent = words.replace(/\{(\w+)\}/g, (_whole, key) => said[key]);
}

/** As the server counts them: whom no script has hidden, and the contact unless only others come. */
function namesOf(line, form) {
  const others = [...form.querySelectorAll("[data-person-name]:not([data-person-name='0'])")].filter(
    (input) => !input.disabled,
  );
  const coming = form.elements.namedItem("coming");
  const isComing = !others.length || !coming || coming.disabled || coming.checked;
  const numbers = [...(isComing ? [0] : []), ...others.map((input) => Number(input.dataset.personName))];
  return numbers.map((number) => nameOf(form, number) || line.dataset.person.replace("{number}", number + 1));
}

function nameOf(form, number) {
  return form.querySelector(`[data-person-name="${number}"]`)?.value.trim().replace(/\s+/g, " ") ?? "";
}
