const TYPING = "input, select, textarea, [contenteditable]";

/** From anywhere at the desk, "/" or Ctrl+K leads to the field that finds everything. */
export function findByKey() {
  document.addEventListener("keydown", (event) => {
    const asked = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const anyway = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (event.defaultPrevented || !(anyway || (asked && !event.target.closest?.(TYPING)))) return;
    const field = document.querySelector("input[data-find]");
    if (!field) return;
    event.preventDefault();
    if (field.checkVisibility()) {
      field.focus();
      field.select();
    } else {
      document.querySelector("a[data-find-way]")?.click();
    }
  });
}
