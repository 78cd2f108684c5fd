"use strict";
// Whatever fails is said on the page: a figure that is silently absent looks like a result.
function reportScriptError(text) {
  const element = document.getElementById("script-errors");
  element.textContent += (element.textContent ? "\n" : "") + text;
}
window.addEventListener("error", event => reportScriptError(
  event.message || "Could not load " + (event.target && event.target.src) + "."), true);
window.addEventListener("unhandledrejection", event => reportScriptError(String(event.reason)));
