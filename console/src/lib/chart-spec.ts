import type { PlotOptions } from "@observablehq/plot";

export type Plot = typeof import("@observablehq/plot");
/** Drawn at the width that there is, so that its letters are not scaled. */
export type Spec = (plot: Plot, width: number) => PlotOptions;
