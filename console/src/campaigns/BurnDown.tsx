import { useMemo } from "preact/hooks";
import { organizationZone } from "../auth/organizations.ts";
import { Chart } from "../components/Chart.tsx";
import { Loaded } from "../components/Loaded.tsx";
import { formatMoment, formatNumber } from "../lib/format.ts";
import { campaignTexts } from "../texts/campaigns.ts";
import { language } from "../texts/texts.ts";
import { type BurnDown as Burn, burnDownOf, rowsOf } from "./burn-down.ts";
import { burnDownChart, colours } from "./burn-down-chart.ts";
import { burnDowns, type Campaign, type Told } from "./burn-downs.ts";
import { useForecast } from "./use-forecast.ts";

/** How many people of a campaign are left over time, beside what was foreseen, and when it will be over. */
export function BurnDown({ id, title }: { id: string; title: (campaign: Campaign) => string }) {
  return (
    <Loaded of={burnDowns.use(id)} skeleton={<div class="skeleton h-80" />}>
      {({ campaign, told }) => <Drawn campaign={campaign} told={told} title={title(campaign)} />}
    </Loaded>
  );
}

function Drawn({ campaign, told, title }: { campaign: Campaign; told: Told; title: string }) {
  const t = campaignTexts.value;
  const zone = organizationZone.value;
  const forecast = useForecast(campaign);
  const burn = useMemo(() => burnDownOf(campaign, told, forecast, Date.now()), [campaign, told, forecast]);
  const endsAt = campaign.ends_at === null || campaign.ended_at !== null
    ? null
    : Date.parse(campaign.ends_at);
  const spec = useMemo(() => burnDownChart(burn, endsAt, zone, t), [burn, endsAt, zone, language.value]);
  return (
    <Chart
      name="campaign-left"
      title={title}
      sentence={say(burn, told, zone)}
      spec={campaign.started_at === null ? null : spec}
      legend={[
        { label: t.burnKinds.counted, colour: colours.counted },
        ...(burn.foreseen.length === 0 ? [] : [{ label: t.burnKinds.foreseen, colour: colours.foreseen }]),
        ...(burn.ends === null ? [] : [{ label: t.burnKinds.forecast, colour: colours.forecast }]),
      ]}
      figures={{
        head: [t.burnAt, t.burnKinds.counted, t.burnKinds.foreseen],
        rows: rowsOf(burn).map(({ at, counted, foreseen }) => [
          formatMoment(at, zone),
          counted ?? "",
          foreseen ?? "",
        ]),
      }}
    />
  );
}

function say({ left, all, ahead, ends, endedAt }: Burn, { foreseen }: Told, zone: string): string {
  const t = campaignTexts.value;
  const moment = (at: number | string) => formatMoment(at, zone);
  if (endedAt !== null) return t.burnOver(formatNumber(all - left), formatNumber(all), moment(endedAt));
  const parts = [t.burnSentence(formatNumber(left), formatNumber(all))];
  if (ends !== null) parts.push(t.burnEnds(moment(ends.likely), moment(ends.late)));
  else if (left > 0 && foreseen?.p50_end && foreseen.p90_end) {
    parts.push(t.burnForeseen(moment(foreseen.p50_end), moment(foreseen.p90_end)));
  }
  if (ahead !== null && ahead !== 0) {
    parts.push(ahead > 0 ? t.burnAhead(formatNumber(ahead)) : t.burnBehind(formatNumber(-ahead)));
  }
  return parts.join(" ");
}
