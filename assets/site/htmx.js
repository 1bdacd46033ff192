import htmx from "htmx.org/dist/htmx.esm.js";

Object.assign(htmx.config, {
  // The page's policy knows neither inline styles nor evaluated code.
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  // Settling would set style attributes, empty ones too, which the policy refuses.
  attributesToSettle: ["class"],
  // Pages with personal data don't stay behind in the browser's storage.
  historyCacheSize: 0,
});
