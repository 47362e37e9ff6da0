import { useMemo } from "preact/hooks";
import { organization, organizationZone } from "../../auth/organizations.ts";
import { agents } from "../../calls/resources.ts";
import { BurnDown } from "../../campaigns/BurnDown.tsx";
import { Button } from "../../components/Button.tsx";
import { Chart } from "../../components/Chart.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Heading } from "../../components/Heading.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { showToast } from "../../components/Toast.tsx";
import { toProblem } from "../../api/problem.ts";
import { sentenceOf } from "../../components/ErrorNotice.tsx";
import { now } from "../../lib/clock.ts";
import { saveFile } from "../../lib/csv.ts";
import { formatDate, formatMoment, formatNumber, formatShare, formatZone } from "../../lib/format.ts";
import { toWallTime } from "../../lib/wall-time.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { reportTexts } from "../../texts/reports.ts";
import { language } from "../../texts/texts.ts";
import type { ScreenProps } from "../screen.ts";
import {
  answersChart,
  checkupsChart,
  daysChart,
  fewAttempts,
  hoursChart,
  latenessChart,
  outcomes,
  standings,
} from "./charts.ts";
import { Filters } from "./Filters.tsx";
import { readDays } from "./period.ts";
import { readCsv, type Report, type ReportQuery, reports, type Row } from "./resources.ts";

/** What calls came to, in five charts. */
export default function Reports({ query }: ScreenProps) {
  const t = reportTexts.value;
  const zone = organizationZone.value;
  const days = readDays(query, toWallTime(now.value, zone).day);
  const [agent, campaign] = [query.get("agent"), query.get("campaign")];
  const asked: ReportQuery = {
    from: days.from,
    to: days.to,
    ...(agent !== null && { agent_id: agent }),
    ...(campaign !== null && { campaign_id: campaign }),
  };
  const found = agents.use("all").data.value ?? [];
  const save = async () => {
    try {
      saveFile(`calls-${days.from}-${days.to}.csv`, await readCsv(asked));
    } catch (error) {
      showToast(sentenceOf(toProblem(error)));
    }
  };
  return (
    <>
      <Heading title={t.title}>
        <Button icon="save" onClick={() => void save()} class="print:hidden">{t.csv}</Button>
        <Button onClick={() => print()} class="print:hidden">{t.print}</Button>
      </Heading>
      <Filters days={days} agent={agent} campaign={campaign} agents={found} />
      <p class="text-sm text-base-content/80">
        {t.about(
          organization.value?.name ?? "",
          formatDate(days.from),
          formatDate(days.to),
          formatZone(zone),
        )}
        <span class="hidden print:inline">{` ${t.printed(formatMoment(now.value, zone))}`}</span>
      </p>
      <Loaded of={reports.use(JSON.stringify(asked))} skeleton={<Shapes />}>
        {(told) => <Charts {...told} campaign={campaign} />}
      </Loaded>
    </>
  );
}

function Shapes() {
  return (
    <Skeleton>
      <div class="grid gap-4 xl:grid-cols-2">
        {[1, 2, 3, 4].map((one) => <div key={one} class="skeleton h-96" />)}
      </div>
    </Skeleton>
  );
}

function Charts({ hours, weekdays, days, campaign }: {
  hours: Report;
  weekdays: Report;
  days: Report;
  campaign: string | null;
}) {
  const t = reportTexts.value;
  const { totals } = hours;
  const specs = useMemo(() => ({
    hours: hoursChart(hours.rows, t),
    answers: answersChart(weekdays.rows, t),
    lateness: latenessChart(hours.lateness, t),
    checkups: checkupsChart(hours.checkup_compliance, t),
    days: daysChart(days.rows, t),
  }), [hours, weekdays, days, language.value]);
  if (totals.calls === 0 && totals.attempts === 0) return <EmptyState>{t.none}</EmptyState>;
  const drawn = (spec: typeof specs.hours) => totals.attempts === 0 ? null : spec;
  const legend = outcomes.map(({ name, colour }) => ({ label: t.outcomes[name], colour }));
  const outcomeHead = [t.attempts, ...outcomes.map(({ name }) => t.outcomes[name])];
  const outcomeCells = (row: Row) => [row.attempts, ...outcomes.map(({ name }) => row[name])];
  const best = mostOf(
    weekdays.rows.filter(({ attempts }) => attempts >= fewAttempts),
    (row) => row.answer_rate ?? 0,
  );
  const hour = mostOf(hours.rows, ({ answered }) => answered);
  const busy = mostOf(days.rows, ({ attempts }) => attempts);
  const [first, last] = [hours.checkup_compliance[0], hours.checkup_compliance.at(-1)];
  const share = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : formatShare(value);
  return (
    <>
      <p class="text-lg">
        {t.overview(totals.calls, totals.attempts, totals.answered, share(totals.answer_rate))}
        {totals.cost_cents_per_success !== null &&
          ` ${
            t.cost(formatNumber(totals.cost_cents_per_success / 100, { style: "currency", currency: "USD" }))
          }`}
      </p>
      <div class="grid items-start gap-4 xl:grid-cols-2 xl:[&>:last-child]:col-span-2 [&>*]:min-w-0">
        <Chart
          name="calls-by-hour"
          isNarrow
          title={t.byHour}
          sentence={hour === undefined
            ? t.nobodyAnswered
            : t.bestHour(hour.label, hour.answered, hour.attempts, share(totals.answer_rate))}
          spec={drawn(specs.hours)}
          legend={legend}
          figures={{
            head: [t.hour, ...outcomeHead],
            rows: hours.rows.map((row) => [row.label, ...outcomeCells(row)]),
          }}
        />
        <Chart
          name="answers-by-weekday-and-hour"
          title={t.answers}
          sentence={best === undefined ? t.tooFew : t.bestTime(
            t.weekdays[(best.weekday ?? 1) - 1] ?? "",
            hourOf(best.hour),
            share(best.answer_rate),
            best.attempts,
          )}
          spec={drawn(specs.answers)}
          figures={{
            head: [t.weekdayAndHour, t.attempts, t.outcomes.answered, t.answerRate],
            rows: weekdays.rows.filter(({ attempts }) => attempts > 0).map((row) => [
              t.at(t.weekdays[(row.weekday ?? 1) - 1] ?? "", hourOf(row.hour)),
              row.attempts,
              row.answered,
              share(row.answer_rate),
            ]),
          }}
        />
        <Chart
          name="lateness"
          title={t.lateness}
          sentence={totals.lateness_p50_seconds === null || totals.lateness_p95_seconds === null
            ? t.noneLeft
            : t.late(formatSeconds(totals.lateness_p50_seconds), formatSeconds(totals.lateness_p95_seconds))}
          spec={drawn(specs.lateness)}
          figures={{
            head: [t.afterItsTime, t.attempts],
            rows: hours.lateness.map((span) => [t.span(span.from_seconds, span.to_seconds), span.attempts]),
          }}
        />
        <Chart
          name="checkups"
          isNarrow
          title={t.checkups}
          sentence={first === undefined || last === undefined
            ? t.noCheckups
            : t.inTime(share(last.rate), formatDate(last.day), share(first.rate), formatDate(first.day))}
          spec={first === undefined ? null : specs.checkups}
          legend={standings.map(({ name, colour }) => ({ label: t.standings[name], colour }))}
          figures={{
            head: [t.day, ...standings.map(({ name }) => t.standings[name]), t.inTimeShare],
            rows: hours.checkup_compliance.map((day) => [
              formatDate(day.day),
              ...standings.map(({ name }) => day[name]),
              share(day.rate),
            ]),
          }}
        />
        {campaign === null
          ? (
            <Chart
              name="calls-by-day"
              isNarrow
              title={t.byDay}
              sentence={busy?.key === undefined || busy.key === null
                ? t.noneMade
                : t.busiest(formatDate(busy.key), busy.attempts)}
              spec={drawn(specs.days)}
              legend={legend}
              figures={{
                head: [t.day, ...outcomeHead],
                rows: days.rows.flatMap((row) =>
                  row.key === null ? [] : [[formatDate(row.key), ...outcomeCells(row)]]
                ),
              }}
            />
          )
          : <BurnDown id={campaign} title={({ name }) => campaignTexts.value.burnLeftOf(name)} />}
      </div>
    </>
  );
}

function formatSeconds(seconds: number): string {
  const [value, unit] = seconds < 120
    ? [seconds, "second"]
    : seconds < 7200
    ? [seconds / 60, "minute"]
    : [seconds / 3600, "hour"];
  return formatNumber(value, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}

function mostOf(rows: readonly Row[], of: (row: Row) => number): Row | undefined {
  const best = rows.reduce<Row | undefined>(
    (found, row) => found === undefined || of(row) > of(found) ? row : found,
    undefined,
  );
  return best !== undefined && of(best) > 0 ? best : undefined;
}

/** "03:00", as the rows of hours have it. */
function hourOf(hour: number | undefined): string {
  return `${String(hour ?? 0).padStart(2, "0")}:00`;
}
