import { useMemo } from "preact/hooks";
import { organizationZone } from "../../auth/organizations.ts";
import { Loaded } from "../../components/Loaded.tsx";
import { formatDate } from "../../lib/format.ts";
import { toWallTime } from "../../lib/wall-time.ts";
import { language, texts } from "../../texts/texts.ts";
import { Chart } from "./Chart.tsx";
import { burnDownChart } from "./charts.ts";
import { campaignDays } from "./resources.ts";

type Told = Awaited<ReturnType<typeof campaignDays.use>>["data"]["value"];

/** How many people of a campaign are still to be called, from its start until it ends, whatever days are chosen above. */
export function BurnDown({ id }: { id: string }) {
  return <Loaded of={campaignDays.use(id)}>{(told) => <Drawn told={told} />}</Loaded>;
}

function Drawn({ told: { campaign, days } }: { told: NonNullable<Told> }) {
  const t = texts.value.reports;
  const endsOn = campaign.ends_at === null ? null : toWallTime(campaign.ends_at, organizationZone.value).day;
  const spec = useMemo(() => burnDownChart(days, endsOn, t), [days, endsOn, language.value]);
  const left = campaign.counts.waiting + campaign.counts.scheduled + campaign.counts.in_progress;
  return (
    <Chart
      name="campaign-left"
      title={t.campaignLeft(campaign.name)}
      sentence={t.left(left, campaign.counts.total - campaign.counts.excluded)}
      spec={days.length === 0 ? null : spec}
      figures={{ head: [t.day, t.peopleLeft], rows: days.map((day) => [formatDate(day.day), day.left]) }}
    />
  );
}
