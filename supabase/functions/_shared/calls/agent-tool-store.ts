import * as z from "zod";
import type { Code } from "../platform/codes.ts";
import type { ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import { timestamp } from "../platform/timestamp-schema.ts";

export type AgentToolStore = ReturnType<typeof createAgentToolStore>;

/** The call that a tool says it is in; what is filled in of it must be right. */
export type LiveCall = { callRef: string; executionId: string | undefined };

const terms = z.object({
  org_id: z.guid(),
  schedule_id: z.guid(),
  contact_phone_enc: z.string(),
  zone: z.string(),
  moment: timestamp,
  /** What the clock shows in that zone, `YYYY-MM-DDTHH:MM`. */
  local_moment: z.string(),
}).nullable();
export type CallTerms = NonNullable<z.output<typeof terms>>;

const booked = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("booked"), at: timestamp, zone: z.string() }),
  z.object({ outcome: z.enum(["not_found", "invalid", "forbidden"]) }),
]);

/**
 * What the voice agent may do in a call: the SQL functions, their answers parsed. Each looks itself whether the call is live, and
 * takes the number from our own attempt. Throws a `DatabaseError`.
 */
export function createAgentToolStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  const target = ({ callRef, executionId }: LiveCall) => ({
    p_call_ref: callRef,
    p_execution_id: executionId ?? null,
  });
  return {
    /** Null: no call is live under that reference. */
    readTerms: (of: LiveCall, zone: string | undefined) =>
      call(terms, "agent_tool_terms", { ...target(of), p_zone: zone ?? null }),
    /** False: no call is live under that reference. */
    hear: (
      of: LiveCall,
      wish: { action: "opt_out" | "wrong_number"; scope: Code<"suppression_scope">; evidence: string },
    ) => call(z.boolean(), "hear_agent_tool", { ...target(of), p_wish: wish }),
    /** Books the call that the person asked for: one of a call, which a second wish moves. */
    callLater: (
      of: LiveCall,
      { id, phoneEnc, instant, local, zone }: {
        id: string;
        phoneEnc: string;
        instant?: Date;
        local?: string;
        zone: string;
      },
    ) =>
      call(booked, "book_call_later", {
        ...target(of),
        p_id: id,
        p_phone_enc: phoneEnc,
        p_at: instant?.toISOString() ?? null,
        p_local: local ?? null,
        p_zone: zone,
      }),
  };
}
