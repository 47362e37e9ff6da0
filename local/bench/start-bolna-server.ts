import { z } from "zod";
import { type BenchServer, startServer } from "./start-server.ts";

const seenSchema = z.object({
  told: z.number(),
  untold: z.number(),
  calls: z.number(),
  reads: z.number(),
  peak: z.number(),
  arrivals: z.array(z.tuple([z.string(), z.number()])),
});

export interface BolnaServer extends BenchServer {
  /** Requests since the last reset: their numbers, how many calls were open at most, and when (Unix ms) each came. */
  readSeen(): Promise<z.output<typeof seenSchema>>;
  reset(): Promise<void>;
  /** From now on each call it accepts is told of by four webhooks over so many seconds. */
  tellOfCalls(webhook: { url: string; secret: string; callSeconds: number }): Promise<void>;
}

/** Starts `bolna-server.ts`, which takes so long to accept a call. */
export async function startBolnaServer(latencyMs: number): Promise<BolnaServer> {
  const server = await startServer("bolna-server.ts", `${latencyMs}`);
  return {
    ...server,
    readSeen: async () => seenSchema.parse(await (await fetch(`${server.url}/control/seen`)).json()),
    tellOfCalls: async (webhook) => {
      const body = JSON.stringify(webhook);
      await (await fetch(`${server.url}/control/tell`, { method: "POST", body })).body?.cancel();
    },
    reset: async () => {
      await (await fetch(`${server.url}/control/reset`)).body?.cancel();
    },
  };
}
