import * as z from "zod";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { erasure, exportedPerson } from "./schema.ts";

export type PersonStore = ReturnType<typeof createPersonStore>;

/** By a contact's id, or by the hash of a number. */
export type PersonKey = { contactId: string } | { phoneHash: string };

const forbidden = z.object({ outcome: answerOutcome("forbidden") });
const missing = z.object({ outcome: answerOutcome("not_found") });
const exported = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("exported"), person: exportedPerson }),
  forbidden,
  missing,
]);
const erased = z.discriminatedUnion("outcome", [
  z.object({
    outcome: answerOutcome("erased"),
    erasure: z.object({ ...erasure.shape, erased_at: z.string().transform(formatTimestamp) }),
  }),
  z.object({ outcome: answerOutcome("live") }),
  forbidden,
  missing,
]);

/** Tells and erases what is kept of people: the SQL functions, which look at the actor's right themselves. Throws a `DatabaseError`. */
export function createPersonStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  const terms = (orgId: string, actorId: string, id: string, key: PersonKey) => ({
    p_org_id: orgId,
    p_actor: actorId,
    p_id: id,
    p_contact_id: "contactId" in key ? key.contactId : null,
    p_phone_hash: "phoneHash" in key ? key.phoneHash : null,
  });
  return {
    export: (orgId: string, actorId: string, id: string, key: PersonKey) =>
      call(exported, "export_person", terms(orgId, actorId, id, key)),
    erase: (orgId: string, actorId: string, id: string, key: PersonKey, reason: string) =>
      call(erased, "erase_person", { ...terms(orgId, actorId, id, key), p_reason: reason }),
  };
}
