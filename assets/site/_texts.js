/** A text that the template has put into data-… of the element or of the page's body; scripts hold no words. */
export function text(name, element = document.body, values = {}) {
  const found = element.dataset[name] ?? document.body.dataset[name] ?? "";
  return found.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
