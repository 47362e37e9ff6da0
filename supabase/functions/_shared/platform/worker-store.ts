import * as z from "zod";
import type { ServiceDatabase } from "./database.ts";
import { createFunctionCaller } from "./function-caller.ts";
import { describeError, type Logger } from "./log.ts";

export type WorkerStore = ReturnType<typeof createWorkerStore>;

/** A bigint may arrive as a number or as text; it is only ever handed back. */
export const runIdSchema = z.union([z.number(), z.string()]);
export type RunId = z.infer<typeof runIdSchema>;

/**
 * What is the same for every background worker: its heartbeat, and the ring for another run. Workers go by their name in
 * `private.workers`. `db` has the secret key.
 */
export function createWorkerStore(db: ServiceDatabase, log: Logger) {
  const call = createFunctionCaller(db);

  return {
    /** Writes the heartbeat. `instance` tells one of several that run at once from the others. */
    beginRun: (worker: string, instance: string) =>
      call(runIdSchema, "begin_worker_run", { p_worker: worker, p_instance: instance }),
    /** Only a run that got this far is a sign of life. `counts`: what it did. */
    finishRun: (runId: RunId, counts: Record<string, number>) =>
      call(z.unknown(), "finish_worker_run", { p_run_id: runId, p_counts: counts }),
    /**
     * Asks for another run, for a worker whose time is over. False: nothing is left to do, or it could not be rung, which
     * is only logged: the next tick finds the same work. Does not throw.
     */
    async ring(worker: string): Promise<boolean> {
      try {
        return await call(z.boolean(), "ring_worker", { p_worker: worker });
      } catch (error) {
        log.warn("worker_not_rung", { worker, ...describeError(error) });
        return false;
      }
    },
  };
}
