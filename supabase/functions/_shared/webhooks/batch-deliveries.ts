import { isMissingFunction } from "../platform/is-missing-function.ts";
import { describeError, type Logger } from "../platform/log.ts";
import { WriteLane } from "../platform/write-lane.ts";
import type { DeliveryResult, DeliveryStore, ToldDelivery } from "./delivery-store.ts";

interface BatchDeliveriesOptions {
  /** BATCH_WRITES. False: each by itself. */
  isOn: boolean;
  log: Logger;
  worker: string;
}

/**
 * Writes down what became of a worker's deliveries: what was told shares a transaction with what was told beside it. What was not
 * stays by itself, since it says something of its endpoint. False: another worker has it by now.
 */
export function batchDeliveries(
  deliveries: DeliveryStore,
  { isOn, log, worker }: BatchDeliveriesOptions,
): (id: string, result: DeliveryResult) => Promise<boolean> {
  const told = new WriteLane<ToldDelivery, boolean>({
    writeOne: ({ id, httpStatus }) =>
      deliveries.record(id, worker, { step: "delivered", http_status: httpStatus }),
    writeMany: (items, signal) => deliveries.recordTold(items, worker, signal),
    isMissing: isMissingFunction,
    onFailure: (error, members) =>
      log.warn("batch_failed", { name: "record_deliveries_told", members, ...describeError(error) }),
    mostTogether: 100,
  });
  return (id, result) =>
    isOn && result.step === "delivered" && typeof result.http_status === "number"
      ? told.write({ id, httpStatus: result.http_status })
      : deliveries.record(id, worker, result);
}
