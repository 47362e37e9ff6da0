import { may, organizationZone } from "../../auth/organizations.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Heading } from "../../components/Heading.tsx";
import { Icon } from "../../components/Icon.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { FromNow } from "../../components/Moment.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { useCurrentRow } from "../../components/use-current-row.ts";
import { Tabs } from "../../components/Tabs.tsx";
import { formatNumber } from "../../lib/format.ts";
import { go, href } from "../../lib/router.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { doneOf } from "./done-of.ts";
import { CampaignBadge } from "./CampaignBadge.tsx";
import { type Campaign, campaignsOf } from "./resources.ts";

const parts = { active: "running,paused", drafts: "draft", past: "completed,cancelled" } as const;
type Part = keyof typeof parts;

export function CampaignList({ part: word }: { part: string | undefined }) {
  const t = campaignTexts.value;
  const part: Part = word === "drafts" || word === "past" ? word : "active";
  const answered = campaignsOf.use(parts[part]);
  const make = may.manage() && (
    <a class="btn btn-primary max-sm:min-h-11" href={href(["campaigns", "new"])}>
      <Icon name="plus" />
      {t.newCampaign}
    </a>
  );
  const current = useCurrentRow(
    answered.data.value?.campaigns.map(({ id }) => id) ?? [],
    (id) => go(href(["campaigns", id])),
  );
  const empty = { active: t.noneActive, drafts: t.noDrafts, past: t.nonePast }[part];
  return (
    <>
      <Heading title={t.title}>{make}</Heading>
      <Tabs
        label={t.parts}
        current={part}
        tabs={(["active", "drafts", "past"] as const).map((id) => ({
          id,
          label: t[id],
          href: href(["campaigns", id]),
        }))}
      />
      <Loaded of={answered}>
        {({ campaigns, more }) =>
          campaigns.length === 0
            ? (
              <EmptyState action={part === "active" && make}>
                {may.manage() ? empty : `${empty} ${t.viewersCannot}`}
              </EmptyState>
            )
            : (
              <>
                <Table
                  caption={t.title}
                  columns={columns()}
                  rows={campaigns}
                  rowKey={({ id }) => id}
                  current={current.value}
                />
                {more && <p class="text-sm text-base-content/80">{t.onlyLatest}</p>}
              </>
            )}
      </Loaded>
    </>
  );
}

function columns(): Column<Campaign>[] {
  const t = campaignTexts.value;
  return [
    {
      id: "name",
      head: t.name,
      phone: "start",
      isRowHead: true,
      cell: ({ id, name }) => <a class="link link-hover" href={href(["campaigns", id])}>{name}</a>,
    },
    { id: "state", head: t.state, phone: "end", cell: (one) => <CampaignBadge campaign={one} /> },
    {
      id: "progress",
      head: t.progress,
      phone: "last",
      cell: (one) => {
        const [done, all] = [doneOf(one), one.counts.total];
        if (one.state === "draft") return <span>{t.audience(all)}</span>;
        return (
          <span class="flex min-w-40 flex-col gap-1">
            <progress
              class="progress progress-primary w-full"
              max={Math.max(all, 1)}
              value={done}
              aria-hidden="true"
            />
            <span class="text-xs tabular-nums">{t.doneOf(formatNumber(done), formatNumber(all))}</span>
          </span>
        );
      },
    },
    {
      id: "made",
      head: t.made,
      phone: "hidden",
      cell: ({ created_at }) => <FromNow at={created_at} zone={organizationZone.value} />,
    },
  ];
}
