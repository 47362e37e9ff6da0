import { createPhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Stack } from "../stack/start-stack.ts";
import { keepWindows } from "./book-for-many.ts";

export interface BenchOrganization {
  orgId: string;
  agentId: string;
}

const rowsPerInsert = 500;

/** An organisation with as many lines as there can be (1 000) and one agent. */
export async function createOrganization({ sql }: Pick<Stack, "sql">): Promise<BenchOrganization> {
  const [orgId, agentId] = [crypto.randomUUID(), crypto.randomUUID()];
  const slug = `bench-${orgId.slice(0, 8)}`;
  await sql`
    insert into public.organizations (id, slug, name, max_concurrent_calls) values (${orgId}, ${slug}, ${slug}, 1000)`;
  await sql`insert into public.agents (id, org_id, name) values (${agentId}, ${orgId}, 'Agent')`;
  // Open at every hour by a week of its own, so that the policy is asked and a benchmark may run at any time.
  await sql`
    insert into public.calling_policies (org_id, default_purpose, week, loosened)
    select ${orgId}, 'service', '{[0,10080)}', coalesce(jsonb_agg(jsonb_build_object(
      'rule_id', r.id, 'reason', 'A benchmark runs at any hour.', 'until', null)), '[]')
    from private.policy_rules r where r.aspect = 'hours' and r.jurisdiction in ('IN', '*')`;
  return { orgId, agentId };
}

/** Writes calls (and keeps their windows, as booking does) that are due, or are at the time that `at` gives each, to a number of its own and shared out among the organisations. Gives their ids. */
export async function bookDueCalls(
  stack: Stack,
  organizations: BenchOrganization[],
  count: number,
  at: (index: number) => Date = () => new Date(Date.now() - 60_000),
): Promise<string[]> {
  const cipher = createPhoneCipher(parseSettings(stack.functionEnvironment()));
  const makeRow = async (index: number) => {
    const { orgId, agentId } = organizations[index % organizations.length] ?? await createOrganization(stack);
    const id = crypto.randomUUID();
    const phone = `+9198${String(10_000_000 + index)}`;
    return {
      id,
      org_id: orgId,
      agent_id: agentId,
      contact_id: `contact-${index}`,
      contact_name: "Asha Rao",
      contact_phone_enc: await cipher.encrypt({ orgId, rowId: id, column: "contact_phone" }, phone),
      contact_phone_hash: await cipher.hash(orgId, phone),
      scheduled_at: at(index),
      purpose: "service",
      phone_country: "IN",
      phone_zones: ["Asia/Kolkata"],
      phone_zone_source: "number",
    };
  };
  const ids: string[] = [];
  for (let first = 0; first < count; first += rowsPerInsert) {
    const length = Math.min(rowsPerInsert, count - first);
    const rows = await Promise.all(Array.from({ length }, (_, offset) => makeRow(first + offset)));
    await stack.sql`insert into public.call_schedules ${stack.sql(rows)}`;
    ids.push(...rows.map(({ id }) => id));
  }
  await keepWindows(stack.sql);
  await stack.sql`analyze public.call_schedules`;
  return ids;
}
