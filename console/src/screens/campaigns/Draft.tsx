import { answer, api, inOrganization } from "../../api/client.ts";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { Heading } from "../../components/Heading.tsx";
import { Steps } from "../../components/Steps.tsx";
import { showToast } from "../../components/Toast.tsx";
import { askNow } from "../../live/live.ts";
import { go, href } from "../../lib/router.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { AudienceLine } from "./AudienceLine.tsx";
import { CheckStep } from "./CheckStep.tsx";
import { ReplaceFile } from "./ReplaceFile.tsx";
import type { Campaign } from "./resources.ts";
import { RulesStep } from "./RulesStep.tsx";
import { stepLabels } from "./step-labels.ts";

/** A draft with an audience: its rules, then the check that its start goes by. */
export function Draft({ campaign, step }: { campaign: Campaign; step: string | null }) {
  const t = campaignTexts.value;
  const isChecking = step === "check";
  const isLoading = step === "file";
  const remove = () =>
    confirm({
      title: t.deleteQuestion,
      consequence: t.deleteMeans,
      act: t.draftDelete,
      acting: t.deleting,
      back: t.keepDraft,
      tone: "danger",
      onAct: async () => {
        const path = { ...inOrganization(), id: campaign.id };
        await answer(api.DELETE("/call-scheduling/{org_slug}/campaigns/{id}", { params: { path } }));
        askNow();
        showToast(t.deletedDraft);
        go(href(["campaigns", "drafts"]), { replace: true });
      },
    });
  return (
    <>
      <Heading title={campaign.name}>
        <Button tone="quiet" onClick={remove}>{t.draftDelete}</Button>
      </Heading>
      <Steps label={t.steps} steps={stepLabels()} current={isLoading ? 0 : isChecking ? 3 : 2} />
      {isLoading ? <ReplaceFile campaign={campaign} /> : (
        <>
          <AudienceLine campaign={campaign} />
          {isChecking ? <CheckStep campaign={campaign} /> : <RulesStep campaign={campaign} />}
        </>
      )}
    </>
  );
}
