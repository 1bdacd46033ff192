/** Let button[data-dialog] open the dialog with that id; Escape and form[method=dialog] close it by themselves. */
export function enhanceDialogs() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-dialog]");
    if (button) document.getElementById(button.dataset.dialog)?.showModal();
  });
}
