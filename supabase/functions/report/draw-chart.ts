import * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";

/** The most that a chart is drawn wide: what a printed page in A4 holds. */
export const chartWidth = 680;

/**
 * A chart as SVG that stands alone in a file: without styles of its own, read out as one sentence. The plotting library stays
 * behind this function.
 */
export function drawChart(options: Plot.PlotOptions, sentence: string): string {
  const document = new DOMParser().parseFromString("<!doctype html><html><body></body></html>", "text/html");
  const svg = Plot.plot({ className: "plot", width: chartWidth, marginLeft: 56, ...options, document });
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const part of svg.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", sentence);
  return svg.outerHTML;
}
