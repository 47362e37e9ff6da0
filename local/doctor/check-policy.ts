import { z } from "zod";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Finding } from "./finding.ts";

const healthSchema = z.object({
  silent_agents: z.array(z.object({ org_slug: z.string(), agent: z.string() })),
  waiting_for_registries: z.array(z.object({ org_slug: z.string(), registry: z.string(), calls: z.int() })),
});
export type PolicyHealth = z.output<typeof healthSchema>;

/** What of the calling policy waits for a person. Nothing when the database cannot say. */
export async function checkPolicy(settings: Settings): Promise<Finding[]> {
  const call = createFunctionCaller(createServiceClient(settings));
  const health = await call(healthSchema, "policy_health").catch(() => undefined);
  return health === undefined ? [] : judgePolicy(health);
}

export function judgePolicy({ silent_agents, waiting_for_registries }: PolicyHealth): Finding[] {
  const findings: Finding[] = [];
  if (silent_agents.length > 0) {
    const list = silent_agents.map(({ org_slug, agent }) => `${agent} (${org_slug})`).join(", ");
    const advice =
      'an admin says it: PATCH /<organisation>/agents/<id> {"opening": ["say_ai", …]}, as its welcome text at Bolna has it';
    findings.push({
      name: "agents",
      state: "warning",
      says: `nobody has said what they say at the start of a call: ${list}`,
      advice,
    });
  }
  for (const { org_slug, registry, calls } of waiting_for_registries) {
    findings.push({
      name: `${org_slug}'s registry`,
      state: "warning",
      says: `${calls} marketing calls wait for their numbers to be looked up in ${registry}`,
      advice:
        `have them looked up there and import the answer: POST /${org_slug}/suppressions/import?registry=${registry}&checked_at=…, or deno task do-not-call -- <file> --registry ${registry} --checked-at …`,
    });
  }
  return findings.length > 0 ? findings : [{
    name: "calling policy",
    state: "ok",
    says: "no call waits for a registry, and every agent's opening is known",
  }];
}
