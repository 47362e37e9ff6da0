import type { AgentToolStore } from "../../supabase/functions/_shared/calls/agent-tool-store.ts";
import { holds } from "./policy/second-opinion.ts";
import { type PolicyRows, readPolicyRows } from "./policy-rows.ts";
import type { ChaosDatabase } from "./start-chaos-database.ts";
import type { Conductor } from "./conductor.ts";
import type { VirtualTime } from "./virtual-time.ts";

interface ToolWatchDeps {
  db: ChaosDatabase;
  conductor: Conductor;
  time: VirtualTime;
  /** A call was booked for another time, or moved to it. */
  noteBooked: (scheduleId: string) => void;
  report: (rule: string, detail: string) => void;
}

const ownWords = ["transcript", "extracted_data", "agent_tool", "silent_refusal"];

/** The store of the agent's tools, watched: whatever a tool says it did must be so before the answer is spoken. */
export function watchTools(
  real: AgentToolStore,
  { db, conductor, time, noteBooked, report }: ToolWatchDeps,
): AgentToolStore {
  const read = () => conductor.outside(() => readPolicyRows(db.sql));
  return {
    ...real,
    hear: async (call, wish) => {
      const isLive = await real.hear(call, wish);
      if (isLive) {
        const rows = await read();
        judgeLive(rows, call.callRef);
        const attempt = rows.attempts.find(({ id }) => id === call.callRef);
        const kept = rows.suppressions.filter((one) =>
          one.org_id === attempt?.org_id && one.hash === attempt.hash && one.removed_at === null &&
          ownWords.includes(one.source) && (one.scope === "all" || one.scope === wish.scope)
        );
        if (kept.length === 0) {
          report("who opts out in a call is on the list", `${JSON.stringify(wish)} in ${call.callRef}`);
        }
        for (const waiting of rows.calls.filter(({ call_status }) => call_status === "scheduled")) {
          if (kept.some((one) => holds(one, waiting, time.now()))) {
            report(
              "an opt-out ends what waits for the number",
              `${call.callRef} leaves ${JSON.stringify(waiting)}`,
            );
          }
        }
      }
      return isLive;
    },
    callLater: async (call, later) => {
      const answer = await real.callLater(call, later);
      if (answer.outcome !== "booked") return answer;
      noteBooked(later.id);
      judgeLive(await read(), call.callRef);
      return answer;
    },
  };

  function judgeLive({ attempts }: PolicyRows, callRef: string): void {
    if (attempts.find(({ id }) => id === callRef)?.state !== "ended") return;
    report("a tool acts only in a live call", `${callRef} is over`);
  }
}
