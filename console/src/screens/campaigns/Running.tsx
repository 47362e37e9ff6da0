import { may, organizationZone } from "../../auth/organizations.ts";
import { BurnDown } from "../../campaigns/BurnDown.tsx";
import { Heading } from "../../components/Heading.tsx";
import { Icon } from "../../components/Icon.tsx";
import { Moment } from "../../components/Moment.tsx";
import { formatNumber, formatShare, formatSpan } from "../../lib/format.ts";
import { tellWord } from "../../reasons/tell-reason.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { texts } from "../../texts/texts.ts";
import { doneOf } from "./done-of.ts";
import { Acts } from "./Acts.tsx";
import { CampaignBadge } from "./CampaignBadge.tsx";
import { People } from "./People.tsx";
import type { Campaign, FollowedCampaign } from "./resources.ts";
import { SaveReport } from "./SaveReport.tsx";
import { TestCall } from "./TestCall.tsx";

/** The reason of whoever paused it, or what its guards found. */
function pausedBecause({ paused_code: code, paused_reason: reason }: Campaign): string {
  return code === "by_user" ? reason ?? "" : tellWord(texts.value.reasons.pauses, code, reason) ?? "";
}

/** A campaign that was started: how far it is, when it will be over, what becomes of each of its people. */
export function Running({ campaign, query }: { campaign: FollowedCampaign; query: URLSearchParams }) {
  const t = campaignTexts.value;
  const zone = organizationZone.value;
  const { counts, state, progress } = campaign;
  const done = doneOf(campaign);
  const isOver = state === "completed" || state === "cancelled";
  return (
    <>
      <Heading title={campaign.name}>
        <SaveReport campaign={campaign} />
        {may.manage() && !isOver && <TestCall campaign={campaign} />}
        {may.manage() && !isOver && <Acts campaign={campaign} />}
      </Heading>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <CampaignBadge campaign={campaign} />
        {state === "paused" && <span>{t.pausedBecause(pausedBecause(campaign))}</span>}
        {state === "cancelled" && <span>{t.cancelledBecause(campaign.cancelled_reason ?? "")}</span>}
        {campaign.ends_at !== null && !isOver && (
          <span class="text-sm text-base-content/80">
            {t.endsAt}: <Moment at={campaign.ends_at} zone={zone} />
          </span>
        )}
        {campaign.ended_at !== null && (
          <span class="text-sm text-base-content/80">
            {t.ended}: <Moment at={campaign.ended_at} zone={zone} />
          </span>
        )}
      </div>
      {counts.total === 0 ? <p>{t.noAudience}</p> : (
        <div class="flex flex-col gap-1">
          <p class="flex justify-between gap-2">
            <span class="font-medium tabular-nums">
              {t.doneOf(formatNumber(done), formatNumber(counts.total))}
            </span>
            <span class="tabular-nums">{t.doneShare(formatShare(done / counts.total))}</span>
          </p>
          <progress
            class="progress progress-primary h-3 w-full"
            max={counts.total}
            value={done}
            aria-label={t.progress}
          />
          {state === "running" && progress !== null && (
            <p class="flex flex-wrap gap-x-3 text-sm text-base-content/80">
              <span>{t.plannedOf(formatNumber(progress.contacts_planned), formatNumber(counts.total))}</span>
              {progress.seconds_left ? <span>{t.byItsPace(formatSpan(progress.seconds_left))}</span> : null}
            </p>
          )}
        </div>
      )}
      {campaign.paused_code !== null && campaign.paused_code !== "by_user" && state === "paused" && (
        <p class="alert alert-warning alert-soft">
          <Icon name="alert" />
          {pausedBecause(campaign)}
        </p>
      )}
      {campaign.started_at !== null && counts.total > 0 && (
        <BurnDown
          id={campaign.id}
          title={() => t.burnDown}
        />
      )}
      <People campaign={campaign} query={query} />
    </>
  );
}
