import { asAdmin, organizationAt } from "./acts.ts";
import { createUserPort } from "./user-port.ts";
import type { World } from "./world.ts";

export interface NewRule {
  organization: number;
  kind: "checkup_threshold" | "periodic" | "custom";
  days: number;
  /** How many calls it plans a day at most. */
  most: number;
  /** Of its calls; left out: what the API takes then. */
  purpose?: string | undefined;
}

/** Makes a rule as the organisation's admin; nothing where it may not, as while its agent is switched off. */
export async function createRule(
  world: World,
  { organization, kind, days, most, purpose }: NewRule,
): Promise<void> {
  await world.syncClock();
  const { id: orgId, agentId, adminId } = organizationAt(organization);
  const { service } = world.db;
  const id = `00000000-0000-4000-8001-${String(world.rules.length + 1).padStart(12, "0")}`;
  const rule = {
    agent_id: agentId,
    rule_name: `Rule ${world.rules.length + 1}`,
    rule_type: kind,
    checkup_threshold_days: days,
    max_calls_per_day: most,
    ...(purpose === undefined ? {} : { purpose }),
    ...(kind === "periodic" ? { periodic_days: Math.max(1, days) } : {}),
    ...(kind === "custom" ? { custom_conditions: seenSince(days) } : {}),
  };
  const [row] = await service<{ outcome: string }[]>`
    select public.create_call_rule(${orgId}, ${adminId}, ${id}, ${
    service.json(rule)
  }) ->> 'outcome' as outcome`;
  if (row?.outcome === "created") world.rules.push({ id, organization });
}

const seenSince = (days: number) => ({
  all: [{ property: "days_since_checkup", operator: "at_least", value: days }],
});

export async function switchRule(world: World, which: number, on: boolean): Promise<void> {
  const rule = world.rules[which % Math.max(1, world.rules.length)];
  if (rule === undefined) return;
  const { id: orgId, adminId } = organizationAt(rule.organization);
  const { service } = world.db;
  await world.syncClock();
  await service`
    select public.change_call_rule(${orgId}, ${rule.id}, ${adminId}, ${service.json({ is_active: on })})`;
}

export async function deleteRule(world: World, which: number): Promise<void> {
  const rule = world.rules[which % Math.max(1, world.rules.length)];
  if (rule === undefined) return;
  await world.syncClock();
  const port = createUserPort(asAdmin(world, rule.organization), world.conductor);
  await port.deleteRule(organizationAt(rule.organization).id, rule.id);
}
