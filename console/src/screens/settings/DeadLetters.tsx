import { answer, api, inOrganization } from "../../api/client.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { Table } from "../../components/Table.tsx";
import { showToast } from "../../components/Toast.tsx";
import { href } from "../../lib/router.ts";
import { resource } from "../../lib/resource.ts";
import { useSending } from "../../lib/sending.ts";
import { tellWord } from "../../reasons/tell-reason.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";

const dead = resource(async (_key, signal) => {
  const params = { path: inOrganization(), query: { state: "dead" as const, limit: 50 } };
  return await answer(api.GET("/call-scheduling/{org_slug}/integrations/hubspot/outbox", { params, signal }));
});

/** Calls that HubSpot refused to take; nothing is shown while there are none. */
export function DeadLetters() {
  const t = settingsTexts.value.hubspot;
  const read = dead.use("dead");
  const { problem, send } = useSending();
  const resend = async (id: string) => {
    const params = { path: { ...inOrganization(), id } };
    const asked = api.POST("/call-scheduling/{org_slug}/integrations/hubspot/outbox/{id}/resend", { params });
    if (!await send(() => answer(asked))) return;
    showToast(t.resent);
    await read.reload();
  };
  return (
    <Loaded of={read} skeleton={null}>
      {({ entries }) =>
        entries.length === 0 ? null : (
          <Section title={t.dead} hint={t.deadHint}>
            {problem && <ErrorNotice problem={problem} />}
            <Table
              caption={t.dead}
              rows={entries}
              rowKey={({ id }) => id}
              columns={[
                {
                  id: "at",
                  head: t.callOf,
                  phone: "start",
                  isRowHead: true,
                  cell: ({ schedule_id, created_at }) => (
                    <a class="link" href={href(["calls", schedule_id])}>
                      <Moment at={created_at} zone={organizationZone.value} />
                    </a>
                  ),
                },
                {
                  id: "why",
                  head: t.why,
                  phone: "below",
                  cell: ({ reason_code, reason }) =>
                    tellWord(texts.value.reasons.outbox, reason_code, reason),
                },
                {
                  id: "resend",
                  head: t.act,
                  phone: "end",
                  cell: ({ id }) => <Button small onClick={() => void resend(id)}>{t.resend}</Button>,
                },
              ]}
            />
          </Section>
        )}
    </Loaded>
  );
}
