import type { PlotOptions } from "@observablehq/plot";
import type { Plot } from "./chart-spec.ts";

export type { Spec } from "./chart-spec.ts";

/**
 * Draws a chart as a picture with a sentence for those who cannot see it. Plot is loaded only now. What it brings and the page's
 * policy refuses is taken out before it is in the page: its style sheet (`.plot` in styles.css has the rules) and the labels
 * inside, which a picture must not have.
 */
export async function drawChart(
  spec: (plot: Plot) => PlotOptions,
  { document, sentence }: { document: Document; sentence: string },
): Promise<Element> {
  const plot = await import("@observablehq/plot");
  const figure = plot.plot({ ...spec(plot), className: "plot", document });
  for (const style of figure.querySelectorAll("style")) style.remove();
  for (const part of figure.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", sentence);
  return figure;
}
