import * as z from "zod";
import type { Code } from "../../_shared/platform/codes.ts";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { suppressionRow } from "./suppression-rows.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

export type SuppressionStore = ReturnType<typeof createSuppressionStore>;

const forbidden = z.object({ outcome: answerOutcome("forbidden") });
const added = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("added", "already_there"), suppression: suppressionRow }),
  forbidden,
]);
const imported = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("imported"), added: z.int(), already_there: z.int() }),
  forbidden,
]);
const kept = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("kept"), changed: z.int() }),
  z.object({ outcome: answerOutcome("invalid"), field: z.string() }),
  forbidden,
]);

export interface ImportedNumber {
  phone_hash: string;
  phone_last4: string;
  scope: Code<"suppression_scope">;
  reason: string;
}

/**
 * Writes lists of numbers on behalf of a user: the SQL functions, their answers parsed. Each looks at the actor's right itself.
 * `db` has the secret key, since only the functions make hashes of numbers. Throws a `DatabaseError`.
 */
export function createSuppressionStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    /** The same id again gives what was added under it the first time. */
    add: (orgId: string, actorId: string, id: string, fields: Record<string, unknown>) =>
      call(added, "add_suppression", {
        p_org_id: orgId,
        p_actor: actorId,
        p_id: id,
        p_suppression: fields,
      }),
    /** What holds of one number, or with `removed` what was lifted. */
    findByNumber: (orgId: string, actorId: string, phoneHash: string, removed: boolean) =>
      call(z.object({ suppressions: z.array(suppressionRow) }), "find_by_number", {
        p_org_id: orgId,
        p_actor: actorId,
        p_phone_hash: phoneHash,
        p_removed: removed,
      }),
    /** At most 5000 rows. */
    import: (orgId: string, actorId: string, rows: readonly ImportedNumber[]) =>
      call(imported, "import_suppressions", { p_org_id: orgId, p_actor: actorId, p_rows: rows }),
    /** At most 5000 rows. */
    keepRegistryChecks: (
      { orgId, actorId, registry, checkedAt, rows }: {
        orgId: string;
        actorId: string;
        registry: string;
        checkedAt: string;
        rows: readonly { phone_hash: string; listed: boolean }[];
      },
    ) =>
      call(kept, "keep_registry_checks", {
        p_org_id: orgId,
        p_actor: actorId,
        p_registry: registry,
        p_checked_at: checkedAt,
        p_rows: rows,
      }),
  };
}
