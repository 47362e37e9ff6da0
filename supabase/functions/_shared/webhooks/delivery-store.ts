import * as z from "zod";
import type { Code } from "../platform/codes.ts";
import type { ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import { claimedDeliverySchema } from "./delivery-schemas.ts";

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

/** What became of a delivery, as `record_delivery` takes it. Waits are in seconds. */
export interface DeliveryResult {
  step: Code<"delivery_step">;
  /** Until this one is tried again. */
  seconds?: number;
  /** Until anything is tried at its endpoint. */
  hold_seconds?: number;
  http_status?: number | null;
  reason_code?: Code<"delivery_reason">;
  reason?: string;
}

/** One that its endpoint has, and what it answered. */
export interface ToldDelivery {
  id: string;
  httpStatus: number;
}

/** What is to be told to endpoints: the SQL functions, their answers parsed. `db` has the secret key. Throws a `DatabaseError`. */
export function createDeliveryStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    /** Nothing of the endpoints `except`. */
    claim: (worker: string, limit: number, except: string[] = []) =>
      call(z.array(claimedDeliverySchema), "claim_webhook_deliveries", {
        p_worker: worker,
        p_limit: limit,
        p_except: except,
      }),
    /** False: another worker has it by now. */
    record: (id: string, worker: string, result: DeliveryResult) =>
      call(z.boolean(), "record_delivery", { p_id: id, p_worker: worker, p_result: { ...result } }),
    /** Many that were delivered: the answer of each in its place, null for one that is to be recorded by itself. */
    recordTold: (told: ToldDelivery[], worker: string, signal?: AbortSignal) =>
      call(z.array(z.boolean().nullable()), "record_deliveries_told", {
        p_worker: worker,
        p_ids: told.map(({ id }) => id),
        p_http_statuses: told.map(({ httpStatus }) => httpStatus),
      }, signal),
  };
}
