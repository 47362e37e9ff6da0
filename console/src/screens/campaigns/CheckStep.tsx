import { answer, api, inOrganization } from "../../api/client.ts";
import { ApiProblem } from "../../api/problem.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Icon } from "../../components/Icon.tsx";
import { SkeletonRows } from "../../components/Skeleton.tsx";
import { showToast } from "../../components/Toast.tsx";
import { askNow } from "../../live/live.ts";
import { formatMoment } from "../../lib/format.ts";
import { go, href } from "../../lib/router.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { DryRunFacts } from "./DryRunFacts.tsx";
import { type Campaign, type DryRun, oneCampaign } from "./resources.ts";
import { TestCall } from "./TestCall.tsx";
import { useDryRun } from "./use-dry-run.ts";

/** Whom the draft would call, when, and whom not; and its start, which goes by exactly that. */
export function CheckStep({ campaign }: { campaign: Campaign }) {
  const t = campaignTexts.value;
  const { dryRun, problem, again } = useDryRun(campaign.id);
  const { reload } = oneCampaign.use(campaign.id);
  const start = (checked: DryRun) => {
    const count = String(checked.will_call);
    confirm({
      title: t.startQuestion(checked.will_call),
      consequence: t.startMeans(count),
      act: t.start,
      acting: t.starting,
      back: t.notYet,
      typed: count,
      onAct: async () => {
        const path = { ...inOrganization(), id: campaign.id };
        const body = { dry_run_id: checked.id, confirm: checked.will_call };
        try {
          await answer(
            api.POST("/call-scheduling/{org_slug}/campaigns/{id}/start", { params: { path }, body }),
          );
        } catch (error) {
          if (!(error instanceof ApiProblem) || error.code !== "dry_run_stale") throw error;
          again();
          showToast(t.stale);
          return;
        }
        askNow();
        await reload();
        showToast(t.started);
        go(href(["campaigns", campaign.id]), { replace: true });
      },
    });
  };
  return (
    <div class="flex flex-col gap-4">
      {problem && (
        <>
          <ErrorNotice problem={problem} onRetry={again} />
          <WindowTooSmall problem={problem} />
        </>
      )}
      {!dryRun && !problem && (
        <>
          <p role="status">{t.checking}</p>
          <SkeletonRows rows={5} />
        </>
      )}
      {dryRun && <DryRunFacts dryRun={dryRun} />}
      {dryRun && dryRun.will_call === 0 && (
        <p class="alert alert-warning alert-soft">
          <Icon name="alert" />
          {t.nobodyToCall}
        </p>
      )}
      <div class="flex flex-wrap gap-2">
        <Button onClick={() => go(href(["campaigns", campaign.id], { step: "rules" }))}>{t.back}</Button>
        {(dryRun || problem) && <Button onClick={again}>{t.checkAgain}</Button>}
        <TestCall campaign={campaign} />
        {dryRun && dryRun.will_call > 0 && (
          <Button tone="primary" onClick={() => start(dryRun)}>{t.start}</Button>
        )}
      </div>
    </div>
  );
}

/** Of an end that comes too soon: the one that would do. */
function WindowTooSmall({ problem }: { problem: ApiProblem }) {
  if (problem.code !== "window_too_small") return null;
  const t = campaignTexts.value;
  const end = endOf(problem.body);
  return <p>{end === null ? t.noWindow : t.smallestWindow(formatMoment(end, organizationZone.value))}</p>;
}

function endOf(body: unknown): string | null {
  let at = body;
  for (const name of ["details", "smallest", "ends_at"]) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined;
  }
  return typeof at === "string" ? at : null;
}
