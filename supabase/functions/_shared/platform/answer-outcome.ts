import * as z from "zod";
import type { Code } from "./codes.ts";

type Outcome = Code<"answer_outcome">;

/**
 * What an SQL function may answer as its `outcome`: these words of the closed set. One that SQL knows no more does not
 * compile.
 *
 * @example z.object({ outcome: answerOutcome("forbidden", "not_found") })
 */
export function answerOutcome<Word extends Outcome>(...words: [Word, ...Word[]]) {
  return z.literal(words);
}
