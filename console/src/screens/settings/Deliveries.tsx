import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Badge, type Tone } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Pages } from "../../components/Pages.tsx";
import { Section } from "../../components/Section.tsx";
import { Table } from "../../components/Table.tsx";
import { showToast } from "../../components/Toast.tsx";
import { href } from "../../lib/router.ts";
import { resource } from "../../lib/resource.ts";
import { useSending } from "../../lib/sending.ts";
import { tellWord } from "../../reasons/tell-reason.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import { WebhookState } from "./WebhookState.tsx";

type Webhook = components["schemas"]["Webhook"];
type Delivery = components["schemas"]["WebhookDelivery"];

const tones: Record<Delivery["state"], Tone> = {
  pending: "neutral",
  sending: "info",
  delivered: "success",
  dead: "error",
};

/** The key is the endpoint's id and the page. */
const list = resource(async (key, signal) => {
  const [id = "", cursor = ""] = key.split(" ");
  const query = { limit: 50, ...(cursor === "" ? {} : { cursor }) };
  const params = { path: { ...inOrganization(), id }, query };
  return await answer(api.GET("/call-scheduling/{org_slug}/webhooks/{id}/deliveries", { params, signal }));
});

/** What one endpoint was told, newest first; each can be told again. */
export function Deliveries({ webhook, query }: { webhook: Webhook; query: URLSearchParams }) {
  const t = settingsTexts.value.webhooks;
  const read = list.use(`${webhook.id} ${query.get("cursor") ?? ""}`);
  const { problem, send } = useSending();
  const replay = async (delivery: Delivery) => {
    const path = { ...inOrganization(), id: webhook.id, delivery_id: delivery.id };
    const asked = () =>
      answer(
        api.POST("/call-scheduling/{org_slug}/webhooks/{id}/deliveries/{delivery_id}/replay", {
          params: { path },
        }),
      );
    if (!await send(asked)) return;
    showToast(t.replayed);
    await read.reload();
  };
  return (
    <Section
      title={t.deliveries}
      actions={<a class="btn btn-sm" href={href(["settings", "webhooks"])}>{t.toList}</a>}
    >
      <p class="flex flex-wrap items-center gap-2">
        <span class="break-all">{webhook.url}</span>
        <WebhookState webhook={webhook} />
      </p>
      {problem && <ErrorNotice problem={problem} />}
      <Loaded of={read}>
        {({ deliveries, next_cursor }) => (
          <>
            {deliveries.length === 0 ? <EmptyState>{t.noDeliveries}</EmptyState> : (
              <Table
                caption={t.deliveries}
                rows={deliveries}
                rowKey={({ id }) => id}
                columns={[
                  {
                    id: "at",
                    head: t.when,
                    phone: "start",
                    isRowHead: true,
                    cell: ({ occurred_at }) => <Moment at={occurred_at} zone={organizationZone.value} />,
                  },
                  { id: "event", head: t.event, phone: "below", cell: ({ type }) => t.names[type] },
                  {
                    id: "state",
                    head: t.state,
                    phone: "end",
                    cell: ({ state }) => <Badge tone={tones[state]}>{t.deliveryStates[state]}</Badge>,
                  },
                  {
                    id: "why",
                    head: t.lastAnswer,
                    phone: "last",
                    cell: ({ reason, reason_code, http_status, tries }) => (
                      <>
                        {tellWord(texts.value.reasons.deliveries, reason_code, reason)}{" "}
                        {http_status === null ? "" : `HTTP ${http_status}`}
                        {tries > 1 && <span class="block text-xs">{t.tries(tries)}</span>}
                      </>
                    ),
                  },
                  {
                    id: "replay",
                    head: t.act,
                    phone: "below-end",
                    cell: (delivery) => (
                      <Button small onClick={() => void replay(delivery)}>{t.replay}</Button>
                    ),
                  },
                ]}
              />
            )}
            <Pages path={["settings", "webhooks", webhook.id]} query={query} next={next_cursor} />
          </>
        )}
      </Loaded>
    </Section>
  );
}
