import { organizationZone } from "../../auth/organizations.ts";
import { Icon } from "../../components/Icon.tsx";
import { formatMoment, formatNumber, formatSpan } from "../../lib/format.ts";
import { saidByServer } from "../../reasons/said-by-server.ts";
import { tellReason } from "../../reasons/tell-reason.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { texts } from "../../texts/texts.ts";
import { HourGrid } from "./HourGrid.tsx";
import type { DryRun } from "./resources.ts";

/** What a dry run found, in words and in two figures. */
export function DryRunFacts({ dryRun }: { dryRun: DryRun }) {
  const t = campaignTexts.value;
  const zone = organizationZone.value;
  const { forecast, by_code, warnings } = dryRun;
  const refused = by_code.filter(({ code }) => code !== "allowed");
  const dollars = (cents: number) =>
    formatNumber(cents / 100, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <>
      <div class="grid grid-cols-2 gap-3 sm:max-w-xl">
        <Figure count={dryRun.will_call} label={t.willCall} />
        <Figure count={dryRun.will_not_call} label={t.willNotCall} />
      </div>
      {dryRun.will_call > 0 && (
        <ul class="list-disc pl-5">
          {dryRun.first_at !== null && <li>{t.firstCall(formatMoment(dryRun.first_at, zone))}</li>}
          {forecast.p50_end !== null && forecast.p90_end !== null && (
            <li>{t.likelyEnd(formatMoment(forecast.p50_end, zone), formatMoment(forecast.p90_end, zone))}</li>
          )}
          {forecast.most_done_at !== null && (
            <li>{t.almostDone(formatMoment(forecast.most_done_at, zone))}</li>
          )}
          <li>
            {t.expectCalls(
              formatNumber(forecast.calls),
              formatSpan(forecast.line_hours * 3600),
            )}
          </li>
          <li>{t.expectCost(dollars(forecast.cost_cents_low), dollars(forecast.cost_cents_high))}</li>
        </ul>
      )}
      {warnings.map(({ code, sentence, count }) => (
        <p key={code} class="alert alert-warning alert-soft">
          <Icon name="alert" />
          {texts.value.reasons.warnings[code]?.(formatNumber(count)) ?? saidByServer(sentence)}
        </p>
      ))}
      {refused.length > 0 && (
        <section class="flex flex-col gap-1">
          <h2 class="font-semibold">{t.whyNot}</h2>
          <ul class="max-w-3xl text-sm">
            {refused.map(({ code, sentence, count }) => (
              <li key={code} class="flex justify-between gap-4 border-b border-base-300 py-1">
                <span>{tellReason(code, sentence, { zone })}</span>
                <span class="tabular-nums">{formatNumber(count)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {dryRun.by_hour.length > 0 && <HourGrid byHour={dryRun.by_hour} />}
    </>
  );
}

function Figure({ count, label }: { count: number; label: string }) {
  return (
    <p class="flex flex-col rounded-box border border-base-300 p-3">
      <span class="text-2xl font-semibold tabular-nums">{formatNumber(count)}</span>
      <span class="text-sm">{label}</span>
    </p>
  );
}
