import * as module from "@axe-core/playwright";

export type { AxeBuilder } from "@axe-core/playwright";
export const Axe = module.default;
