import { invalid } from "../../_shared/platform/errors.ts";
import { lastFour } from "../../_shared/phone/phone.ts";
import { mapInLanes } from "../../_shared/platform/map-in-lanes.ts";
import type { Timestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { type ImportRow, readImport, type Rejection } from "./read-import.ts";

export interface ImportAnswer {
  added: number;
  already_there: number;
  rejected_count: number;
  /** The first thousand. */
  rejected: Rejection[];
}

export interface ImportInput {
  file: ArrayBuffer;
  contact_country?: string;
  /** The file is what this registry said of the numbers, at `checked_at`; left out: now. */
  registry?: string;
  checked_at?: Timestamp;
}

/** What one SQL statement takes; a piece that was written stays when a later one fails, and adds nothing when sent again. */
const pieceSize = 5_000;
const mostRejected = 1_000;

/** Adds every row that can be read to the list, or to what is known of a registry; the others are named with their line. */
export async function importSuppressions(
  { ctx, input }: { ctx: ServiceContext; input: ImportInput },
): Promise<ImportAnswer> {
  const { rows, rejected } = readImport(input.file, input.contact_country);
  const write = input.registry === undefined
    ? addPiece
    : createRegistryWriter(input.registry, input.checked_at);
  let added = 0;
  for (let start = 0; start < rows.length; start += pieceSize) {
    added += await write(ctx, rows.slice(start, start + pieceSize));
  }
  return {
    added,
    already_there: rows.length - added,
    rejected_count: rejected.length,
    rejected: rejected.slice(0, mostRejected),
  };
}

async function addPiece(ctx: ServiceContext, rows: readonly ImportRow[]): Promise<number> {
  const numbers = await mapInLanes(rows, async ({ e164, scope, reason }) => ({
    phone_hash: await ctx.cipher.hash(ctx.orgId, e164),
    phone_last4: lastFour(e164),
    scope,
    reason,
  }));
  const answer = await ctx.suppressions.import(ctx.orgId, ctx.userId, numbers);
  if (answer.outcome === "forbidden") throw roleTakenAway();
  return answer.added;
}

function createRegistryWriter(registry: string, checkedAt: Timestamp | undefined) {
  return async (ctx: ServiceContext, rows: readonly ImportRow[]): Promise<number> => {
    const checks = await mapInLanes(rows, async ({ e164, listed }) => ({
      phone_hash: await ctx.cipher.globalHash(e164),
      listed,
    }));
    const { orgId, userId: actorId } = ctx;
    const answer = await ctx.suppressions.keepRegistryChecks({
      orgId,
      actorId,
      registry,
      checkedAt: checkedAt?.text ?? ctx.now().toISOString(),
      rows: checks,
    });
    if (answer.outcome === "forbidden") throw roleTakenAway();
    if (answer.outcome === "invalid") {
      throw invalid([{ field: answer.field, code: "in_future", message: "The time is still to come." }]);
    }
    return answer.changed;
  };
}
