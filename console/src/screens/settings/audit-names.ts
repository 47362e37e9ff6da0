import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { agents } from "../../calls/resources.ts";
import { resource } from "../../lib/resource.ts";
import { rules } from "../contacts/resources.ts";
import { alertSettings } from "./alert-settings.ts";
import type { AuditEntry, AuditNames } from "./tell-entry.ts";

/** The latest: who reads of an older one sees its id. */
const campaigns = resource(async (_key, signal) => {
  const params = { path: inOrganization(), query: { limit: 200 } };
  return (await answer(api.GET("/call-scheduling/{org_slug}/campaigns", { params, signal }))).campaigns;
});

/** What the ids in these entries stand for; of rules, campaigns and alerts it is asked only where there are some. */
export function useAuditNames(
  entries: readonly AuditEntry[],
  members: readonly components["schemas"]["Member"][],
): AuditNames {
  const asksFor = (column: string) => entries.some(({ changes }) => column in changes) ? "" : null;
  const hasAlerts = entries.some(({ table }) => table === "alert_thresholds");
  const named = [
    ...agents.use("").data.value ?? [],
    ...campaigns.use(asksFor("campaign_id")).data.value ?? [],
  ];
  const known = rules.use(asksFor("rule_id")).data.value ?? [];
  const settings = alertSettings.use(hasAlerts ? "" : null).data.value ?? [];
  return {
    zone: organizationZone.value,
    names: new Map([
      ...named.map(({ id, name }) => [id, name] as const),
      ...known.map(({ id, rule_name }) => [id, rule_name] as const),
      ...members.map(({ user_id, name, email }) => [user_id, name ?? email ?? user_id] as const),
    ]),
    units: new Map(settings.map(({ code, unit }) => [code, unit] as const)),
  };
}
