import type { Conductor } from "./conductor.ts";
import type { Tally } from "./tally.ts";

export type LostAt = "before" | "after";

/** The workers' line to the database, which can lose questions ("before") or answers ("after"). */
export function createShakyLine(conductor: Conductor, tally: Tally) {
  const losses: LostAt[] = [];
  let lostCount = 0;
  return {
    send: async (send: () => Promise<Response>): Promise<Response> => {
      const lost = losses.shift();
      if (lost === undefined) return await conductor.outside(send);
      lostCount += 1;
      tally.add(`fault database-${lost}`);
      if (lost === "after") await conductor.outside(send);
      throw new TypeError("connection reset");
    },
    /** The next so many are lost. */
    lose: (when: LostAt, times: number): void => {
      losses.push(...Array.from({ length: times }, () => when));
    },
    mend: (): void => {
      losses.length = 0;
    },
    /** How many have been lost so far. */
    countLost: (): number => lostCount,
    /** True where this error follows from a loss. */
    explains: (error: string): boolean => lostCount > 0 && error.includes("(no answer)"),
  };
}
