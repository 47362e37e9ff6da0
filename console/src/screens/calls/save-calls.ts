import type { CallSchedule } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { statusReasonOf } from "../../calls/reason-of.ts";
import { stateOfCall } from "../../calls/state-of-call.ts";
import { saveFile, toCsv } from "../../lib/csv.ts";
import { maskNumber } from "../../lib/format.ts";
import { toOffsetTime } from "../../lib/wall-time.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { askPage } from "./call-pages.ts";
import type { Filters } from "./filters.ts";

/** More would fill the memory of a phone; the API's reports are for that. */
const mostRows = 10_000;

/** Saves exactly the calls that match, with masked numbers. Returns how many, and whether there were more. */
export async function saveCalls(
  filters: Filters,
  agentName: (id: string) => string,
): Promise<{ count: number; more: boolean }> {
  const calls: CallSchedule[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof askPage>> = await askPage(
      filters,
      cursor,
      200,
      new AbortController().signal,
    );
    calls.push(...page.schedules);
    cursor = page.next_cursor;
  } while (cursor !== null && calls.length < mostRows);
  const t = { ...texts.value, calls: callTexts.value };
  const zone = organizationZone.peek();
  const head = [
    t.calls.due,
    t.calls.who,
    t.calls.number,
    t.calls.topic,
    t.calls.state,
    t.calls.why,
    t.calls.agent,
    t.calls.tries,
  ];
  const rows = calls.map((call) => [
    toOffsetTime(new Date(call.due_at), zone),
    call.contact_name,
    call.contact_phone === null ? "" : maskNumber(call.contact_phone),
    call.call_topic,
    t.states[stateOfCall(call, undefined, Date.now())],
    statusReasonOf(call) ?? "",
    agentName(call.agent_id),
    call.attempt_count,
  ]);
  saveFile(`calls-${new Date().toISOString().slice(0, 10)}.csv`, toCsv(head, rows));
  return { count: calls.length, more: cursor !== null };
}
