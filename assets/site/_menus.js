/** A menu that folds out closes by Escape, which leads back to its button, and when somebody goes on elsewhere. */
export function closeMenus() {
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.dw-more[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    for (const menu of document.querySelectorAll("details.dw-more[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
}
