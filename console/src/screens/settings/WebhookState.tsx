import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Badge } from "../../components/Badge.tsx";
import { formatMoment } from "../../lib/format.ts";
import { settingsTexts } from "../../texts/settings.ts";

type Webhook = components["schemas"]["Webhook"];

/** Whether an endpoint is told anything, and since when it does not answer. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const t = settingsTexts.value.webhooks;
  if (!webhook.is_active) return <Badge tone="error">{t.off[webhook.off_code ?? "by_hand"]}</Badge>;
  if (webhook.failing_since === null) return <Badge tone="success">{t.on}</Badge>;
  return (
    <Badge tone="warning">
      {t.failingSince(formatMoment(webhook.failing_since, organizationZone.value))}
    </Badge>
  );
}
