import type { ComponentChildren } from "preact";
import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Badge, type Tone } from "../../components/Badge.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Pages } from "../../components/Pages.tsx";
import { Section } from "../../components/Section.tsx";
import { Table } from "../../components/Table.tsx";
import { formatNumber, formatShare, formatSpan } from "../../lib/format.ts";
import { resource } from "../../lib/resource.ts";
import { usePause } from "../../live/use-pause.ts";
import { href } from "../../lib/router.ts";
import { saidByServer } from "../../reasons/said-by-server.ts";
import type { ReasonTexts } from "../../reasons/words.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import type { ScreenProps } from "../screen.ts";
import { AlertSettings } from "./AlertSettings.tsx";

type Standing = components["schemas"]["Health"];
type Alert = components["schemas"]["Alert"];

const health = resource(async (_key, signal) => {
  const params = { path: inOrganization() };
  return (await answer(api.GET("/call-scheduling/{org_slug}/health", { params, signal }))).health;
});

/** The key is the cursor. */
const alerts = resource(async (cursor, signal) => {
  const query = { state: "all" as const, limit: 50, ...(cursor === "" ? {} : { cursor }) };
  const params = { path: inOrganization(), query };
  return await answer(api.GET("/call-scheduling/{org_slug}/alerts", { params, signal }));
});

/** How the organisation stands, and what stood in its way. */
export function Health({ query }: ScreenProps) {
  const t = settingsTexts.value.health;
  return (
    <>
      <Section title={t.title} hint={t.hint}>
        <Loaded of={health.use("now")}>{(standing) => <Facts standing={standing} />}</Loaded>
      </Section>
      <Section title={t.alerts} hint={t.alertsHint}>
        <Loaded of={alerts.use(query.get("cursor") ?? "")}>
          {({ alerts: found, next_cursor }) => (
            <>
              {found.length === 0 ? <EmptyState>{t.noAlerts}</EmptyState> : <Alerts alerts={found} />}
              <Pages path={["settings", "health"]} query={query} next={next_cursor} />
            </>
          )}
        </Loaded>
      </Section>
      <AlertSettings />
    </>
  );
}

function Facts({ standing: { stalled, calling, lines, calls, hubspot, webhooks } }: { standing: Standing }) {
  const t = settingsTexts.value.health;
  const why = usePause(calling.paused_reason);
  return (
    <dl class="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      <Fact
        name={t.calling}
        tone={stalled ? "error" : calling.is_on ? "success" : "warning"}
        word={stalled ? t.stalled : calling.is_on ? t.on : t.paused}
      >
        {why}
      </Fact>
      <Fact
        name={t.lines}
        tone={lines.in_use < lines.most ? "success" : "warning"}
        word={t.linesInUse(lines.in_use, lines.most)}
      />
      <Fact
        name={t.due}
        tone={calls.due === 0 ? "success" : "neutral"}
        word={calls.due === 0 ? t.noneWaits : t.wait(calls.due)}
        to={href(["calls"], { status: "scheduled" })}
      >
        {calls.oldest_due_seconds !== null && t.longest(formatSpan(calls.oldest_due_seconds))}
      </Fact>
      <Fact
        name={t.unknown}
        tone={calls.unknown === 0 ? "success" : "warning"}
        word={formatNumber(calls.unknown)}
      >
        {calls.unknown > 0 && t.unknownHint}
      </Fact>
      <Fact
        name={settingsTexts.value.tabs.hubspot}
        tone={hubspot === null
          ? "neutral"
          : hubspot.state === "ok" && hubspot.dead === 0
          ? "success"
          : "warning"}
        word={hubspot === null ? t.notConnected : settingsTexts.value.hubspot.states[hubspot.state]}
      >
        {hubspot?.read_at && (
          <>
            {t.readAt} <Moment at={hubspot.read_at} zone={organizationZone.value} />.{" "}
          </>
        )}
        {hubspot !== null && t.toBeTold(hubspot.waiting, hubspot.dead)}
      </Fact>
      <Fact
        name={settingsTexts.value.tabs.webhooks}
        tone={webhooks.failing + webhooks.off + webhooks.dead > 0
          ? "warning"
          : webhooks.well > 0
          ? "success"
          : "neutral"}
        word={webhooks.well + webhooks.failing + webhooks.off === 0
          ? t.noWebhooks
          : t.webhooks(webhooks.well, webhooks.failing, webhooks.off)}
      >
        {webhooks.waiting + webhooks.dead > 0 && t.toBeTold(webhooks.waiting, webhooks.dead)}
      </Fact>
    </dl>
  );
}

function Fact({ name, tone, word, to, children }: {
  name: string;
  tone: Tone;
  word: string;
  to?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="flex flex-col items-start gap-1 rounded-box border border-base-300 p-3">
      <dt class="text-sm text-base-content/80">{name}</dt>
      <dd class="flex max-w-full flex-col items-start gap-1">
        {to === undefined
          ? <Badge tone={tone}>{word}</Badge>
          : (
            <a href={to} class="max-w-full hover:underline">
              <Badge tone={tone}>{word}</Badge>
            </a>
          )}
        {children && <span class="text-sm">{children}</span>}
      </dd>
    </div>
  );
}

/** Rates are shares; whatever else is counted or timed is a number. */
function tellAlert({ code, subject, value, sentence }: Alert): string {
  const said = code === "failure_rate" || code === "no_answer_rate"
    ? formatShare(value ?? 0)
    : formatNumber(value ?? 0);
  const tell: Partial<ReasonTexts["alerts"]> = texts.value.reasons.alerts;
  return tell[code]?.(said, subject) ?? saidByServer(sentence) ?? "";
}

function Alerts({ alerts: found }: { alerts: readonly Alert[] }) {
  const t = settingsTexts.value.health;
  const zone = organizationZone.value;
  return (
    <Table
      caption={t.alerts}
      rows={found}
      rowKey={({ id }) => id}
      columns={[
        {
          id: "raised",
          head: t.since,
          phone: "start",
          isRowHead: true,
          class: "whitespace-nowrap",
          cell: ({ raised_at }) => <Moment at={raised_at} zone={zone} />,
        },
        { id: "what", head: t.what, phone: "last", cell: tellAlert },
        {
          id: "state",
          head: t.state,
          phone: "end",
          cell: ({ state, severity }) =>
            state === "resolved"
              ? <Badge tone="neutral">{t.over}</Badge>
              : <Badge tone={severity === "critical" ? "error" : "warning"}>{t.severities[severity]}</Badge>,
        },
        {
          id: "resolved",
          head: t.until,
          phone: "below",
          cell: ({ resolved_at }) =>
            resolved_at === null ? t.stillOpen : <Moment at={resolved_at} zone={zone} />,
        },
      ]}
    />
  );
}
