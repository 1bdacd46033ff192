const PREFIX = "f_";

/** The canvas's inputs by field; a volume has several. Hidden ones of the form itself stay out. */
export function inputsOf(form) {
  const inputs = new Map();
  for (const input of form.elements) {
    if (!input.name?.startsWith(PREFIX)) continue;
    const [key, part] = input.name.slice(PREFIX.length).split("-");
    if (!inputs.has(key)) inputs.set(key, new Map());
    inputs.get(key).set(part ?? "", input);
  }
  return inputs;
}

/** The field to which an input belongs. */
export function keyOf(input) {
  return input.name?.startsWith(PREFIX) ? input.name.slice(PREFIX.length).split("-")[0] : null;
}

/** What stands in a field's inputs: a text, or a mapping of texts. */
export function read(parts) {
  if (parts.has("")) return parts.get("").value;
  return Object.fromEntries([...parts].map(([part, input]) => [part, input.value]));
}

/** Put a value into a field's inputs. */
export function write(parts, value) {
  for (const [part, input] of parts) input.value = part === "" ? value : (value[part] ?? "");
}
