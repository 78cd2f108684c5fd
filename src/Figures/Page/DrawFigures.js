"use strict";
// SVG, so that what is seen can be copied, printed and counted.
const options = {
  mode: "vega-lite",
  renderer: "svg",
  actions: { export: { svg: true, png: true }, source: false, compiled: false, editor: false },
};
if (typeof vegaEmbed === "undefined") {
  reportScriptError("The figures could not be drawn: the drawing libraries did not load.");
} else {
  const drawn = [...document.querySelectorAll(".plot")].map(plot => {
    const name = plot.dataset.name;
    const specification = JSON.parse(document.getElementById("specification-" + name).textContent);
    return vegaEmbed(plot, specification, { ...options, downloadFileName: name })
      .catch(error => reportScriptError("Figure " + name + ": " + error));
  });
  Promise.all(drawn).then(() => { document.body.dataset.drawn = String(drawn.length); });
}
