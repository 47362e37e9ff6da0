import { Constants } from "./database.types.ts";

/** The closed sets of words that SQL and the functions share, by the name of their type in SQL, in its order. */
export const codes = Constants.public.Enums;

/** One word of such a set. */
export type Code<Name extends keyof typeof codes> = (typeof codes)[Name][number];
