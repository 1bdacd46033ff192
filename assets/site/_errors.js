/** Put the reader's focus on the error summary and let its links lead into the fields. */
export function showErrors() {
  const summary = document.getElementById("error-summary");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".kern-form-input, .kern-fieldset, .kern-form-check") ?? field).scrollIntoView();
  });
}
