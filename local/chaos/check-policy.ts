import { codesOfHours, codesOfOften } from "./decision-codes.ts";
import {
  findBrokenCap,
  holds,
  isQuiet,
  isWithinGap,
  isWithinHours,
  openCase,
} from "./policy/second-opinion.ts";
import { type PolicyRows, readPolicyRows } from "./policy-rows.ts";
import type { World } from "./world.ts";

const minuteMs = 60_000;
/** Times of attempts are told from one moment here and from another there; what differs by less is the same. */
const patienceMs = 10 * minuteMs;
const stepMs = 15 * minuteMs;

/** What holds of the calling policy at every moment. */
export async function checkPolicy(world: World): Promise<void> {
  const rows = await readPolicyRows(world.db.sql);
  checkSuppressed(world, rows);
  checkHeld(world, rows);
  checkMissed(world, rows);
}

/** What waited for a number when it was suppressed is over; only what is tried again afterwards may still wait for its claim. */
function checkSuppressed(world: World, { calls, attempts, suppressions }: PolicyRows): void {
  const now = world.time.now();
  for (const call of calls) {
    if (call.call_status !== "scheduled" || call.retry_at !== null) continue;
    const held = suppressions.find((one) =>
      one.removed_at === null && call.created_at < one.added_at && holds(one, call, now)
    );
    // It was under way then: one that an empty wallet ended waits again, without a time of its own.
    const wasLive = held?.schedule_id === call.id ||
      attempts.some(({ schedule_id, claimed_at, ended_at }) =>
        schedule_id === call.id && held !== undefined && claimed_at <= held.added_at &&
        (ended_at ?? Infinity) >= held.added_at
      );
    if (held !== undefined && !wasLive) {
      world.report("an opt-out ends what waits for the number", JSON.stringify({ call, held }));
    }
  }
}

/** No call is held that nothing has held for ten minutes. */
function checkHeld(world: World, rows: PolicyRows): void {
  const now = world.time.now();
  for (const call of rows.calls) {
    const { call_status, is_active, not_before, due_at, retry_at, code, org_id } = call;
    const isHeld = call_status === "scheduled" && is_active && (not_before ?? 0) > now &&
      Math.max(due_at, retry_at ?? 0) <= now - patienceMs &&
      [...codesOfHours, ...codesOfOften].includes(code ?? "");
    const isCatchingUp = rows.organizations.some(({ id, is_catching_up }) => id === org_id && is_catching_up);
    // A contact of HubSpot's may have moved: that is seen at the next look.
    if (!isHeld || isCatchingUp || !call.contact_id.startsWith("c-")) continue;
    const file = openCase({ scheduleId: call.id, rows, law: world.db.law, hasRung: () => true, now });
    if (file === undefined) continue;
    const isFree = [now - patienceMs, now].every((at) =>
      isWithinHours(file, at) && !isWithinGap(file, at) && !isQuiet(file, at) &&
      findBrokenCap(file, at) === undefined
    );
    if (isFree) world.report("a call is held no longer than its rules ask", JSON.stringify({ call, now }));
  }
}

/** What was missed before its deadline had no opening left until then. */
function checkMissed(world: World, rows: PolicyRows): void {
  const now = world.time.now();
  for (const call of rows.calls) {
    if (call.code !== "missed" || world.missed.has(call.id)) continue;
    world.missed.add(call.id);
    world.tally.add("missed");
    const { deadline_at, attempt_count } = call;
    if (deadline_at === null) {
      world.report("what is missed had a deadline and no opening", JSON.stringify(call));
      continue;
    }
    const file = openCase({ scheduleId: call.id, rows, law: world.db.law, hasRung: () => true, now });
    // A retry waits for a time of its own, and a day's quota for midnight.
    if (file === undefined || attempt_count > 0 || file.organization.quota !== null) continue;
    for (let at = Math.max(now, call.due_at); at < deadline_at - patienceMs; at += stepMs) {
      const isFree = isWithinHours(file, at) && !isWithinGap(file, at) && !isQuiet(file, at) &&
        findBrokenCap(file, at) === undefined;
      if (!isFree) continue;
      world.report(
        "what is missed had a deadline and no opening",
        `${JSON.stringify(call)} at ${new Date(now).toISOString()} could leave at ${
          new Date(at).toISOString()
        }`,
      );
      break;
    }
  }
}
