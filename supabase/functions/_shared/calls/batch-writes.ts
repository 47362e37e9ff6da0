import { isMissingFunction } from "../platform/is-missing-function.ts";
import { describeError, type Logger } from "../platform/log.ts";
import { WriteLane, type WriteLaneOptions } from "../platform/write-lane.ts";
import type { CallStore } from "./call-store.ts";

interface BatchWritesOptions {
  /** BATCH_WRITES. False: the store as it is. */
  isOn: boolean;
  log: Logger;
}

/**
 * The same store, whose most frequent writes share a transaction when they come side by side: a commit costs the database
 * more than what is written in it. Rare outcomes stay by themselves. Each of these writes compares and sets, so that one that
 * was in a batch without an answer is written again without harm.
 */
export function batchWrites(calls: CallStore, { isOn, log }: BatchWritesOptions): CallStore {
  if (!isOn) return calls;
  const openLane = <Item, Answer>(name: string, writes: WriteLaneOptions<Item, Answer>) =>
    new WriteLane({
      isMissing: isMissingFunction,
      onFailure: (error, members) => log.warn("batch_failed", { name, members, ...describeError(error) }),
      ...writes,
    });
  const placed = openLane("record_calls_placed", {
    writeOne: calls.recordCallPlaced,
    writeMany: calls.recordCallsPlaced,
    // What a statement costs by itself (0.6 ms of checks and triggers to read in) is shared by more; by two hundred it was no less.
    mostTogether: 100,
  });
  const heard = openLane("receive_bolna_events", {
    writeOne: calls.receiveBolnaEvent,
    writeMany: calls.receiveBolnaEvents,
    // One is read and answered while the other commits: of 32 events at a time a quarter more a second than fifty in one. Of one
    // call in both, one skips what the other holds, and goes by itself.
    mostAtOnce: 2,
    mostTogether: 16,
  });
  const settled = openLane("settle_calls", { writeOne: calls.settleCall, writeMany: calls.settleCalls });
  return {
    ...calls,
    recordCallPlaced: (call) => call.isRepeated ? calls.recordCallPlaced(call) : placed.write(call),
    receiveBolnaEvent: (event) =>
      event.wishes.length > 0 ? calls.receiveBolnaEvent(event) : heard.write(event),
    // An actor is set for a whole transaction, and what pauses an organisation takes its lock first.
    settleCall: (settlement) =>
      settlement.actorId !== undefined || settlement.result.outcome === "balance_low"
        ? calls.settleCall(settlement)
        : settled.write(settlement),
  };
}
