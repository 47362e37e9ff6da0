import { Badge, type Tone } from "../../components/Badge.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import type { IconName } from "../../components/Icon.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Pages } from "../../components/Pages.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { useCurrentRow } from "../../components/use-current-row.ts";
import { formatNumber } from "../../lib/format.ts";
import { go, href } from "../../lib/router.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { type Campaign, contactStates, peopleOf, type Person, type PersonState } from "./resources.ts";

const looks: Record<PersonState, { tone: Tone; icon: IconName }> = {
  waiting: { tone: "neutral", icon: "scheduled" },
  scheduled: { tone: "neutral", icon: "scheduled" },
  in_progress: { tone: "info", icon: "live" },
  completed: { tone: "success", icon: "done" },
  failed: { tone: "dark", icon: "cross" },
  cancelled: { tone: "neutral", icon: "stop" },
  excluded: { tone: "warning", icon: "alert" },
};

/** Each of a campaign's people, where they stand and why; the counts are the way to them. */
export function People({ campaign, query }: { campaign: Campaign; query: URLSearchParams }) {
  const t = campaignTexts.value;
  const state = contactStates.find((one) => one === query.get("state"));
  const cursor = query.get("cursor");
  const key = new URLSearchParams({ id: campaign.id });
  if (state !== undefined) key.set("state", state);
  if (cursor !== null) key.set("cursor", cursor);
  const page = peopleOf.use(key.toString());
  const people = page.data.value?.people ?? [];
  const current = useCurrentRow(people.map(({ id }) => id), (id) => {
    const call = people.find((one) => one.id === id)?.callId ?? null;
    if (call !== null) go(href(["calls", call]));
  });
  const to = (next: Record<string, string>) => href(["campaigns", campaign.id], next);
  const chips = [
    { id: undefined, label: t.everybody, count: campaign.counts.total },
    ...contactStates.map((id) => ({ id, label: t.counts[id], count: campaign.counts[id] })),
  ].filter(({ id, count }) => id === undefined || count > 0 || id === state);
  return (
    <section class="flex flex-col gap-3">
      <h2 class="text-lg font-semibold">{t.contacts}</h2>
      <nav aria-label={t.contacts} class="flex flex-wrap gap-2">
        {chips.map(({ id, label, count }) => (
          <a
            key={label}
            href={to(id === undefined ? {} : { state: id })}
            aria-current={id === state ? "page" : undefined}
            class={`btn btn-sm max-sm:min-h-11 ${id === state ? "btn-primary" : ""}`}
          >
            {label} <span class="tabular-nums">{formatNumber(count)}</span>
          </a>
        ))}
      </nav>
      <Loaded of={page}>
        {({ people, next }) =>
          people.length === 0 ? <EmptyState>{t.nobodyThere}</EmptyState> : (
            <>
              <Table
                caption={t.contacts}
                columns={columns()}
                rows={people}
                rowKey={({ id }) => id}
                current={current.value}
              />
              <Pages path={["campaigns", campaign.id]} query={query} next={next} />
            </>
          )}
      </Loaded>
    </section>
  );
}

function columns(): Column<Person>[] {
  const t = campaignTexts.value;
  return [
    {
      id: "who",
      head: t.who,
      phone: "start",
      isRowHead: true,
      cell: ({ name, callId }) =>
        callId === null ? name : <a class="link link-hover" href={href(["calls", callId])}>{name}</a>,
    },
    {
      id: "number",
      head: t.number,
      phone: "below-end",
      cell: ({ phone }) => <span class="whitespace-nowrap tabular-nums">{phone}</span>,
    },
    {
      id: "state",
      head: t.state,
      phone: "end",
      cell: ({ state }) => <Badge {...looks[state]}>{t.counts[state]}</Badge>,
    },
    {
      id: "why",
      head: t.why,
      phone: "last",
      cell: ({ sentence }) => sentence && <span class="text-sm text-base-content/80">{sentence}</span>,
    },
  ];
}
