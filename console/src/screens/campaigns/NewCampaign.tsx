import { useState } from "preact/hooks";
import { may } from "../../auth/organizations.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Heading } from "../../components/Heading.tsx";
import { Steps } from "../../components/Steps.tsx";
import { campaignTexts } from "../../texts/campaigns.ts";
import { FileStep } from "./FileStep.tsx";
import { MatchStep } from "./MatchStep.tsx";
import { stepLabels } from "./step-labels.ts";
import type { Sheet } from "./sheet.ts";
import type { Facts } from "./upload.ts";

/** The first two steps, whose file is nowhere but in this page: which one, and what its columns mean. */
export function NewCampaign() {
  const t = campaignTexts.value;
  const [facts, setFacts] = useState<Facts>();
  const [sheet, setSheet] = useState<Sheet>();
  const [isMatching, match] = useState(false);
  if (!may.manage()) {
    return (
      <>
        <Heading title={t.newTitle} />
        <EmptyState>{t.viewersCannot}</EmptyState>
      </>
    );
  }
  return (
    <>
      <Heading title={t.newTitle} />
      <Steps label={t.steps} steps={stepLabels()} current={isMatching ? 1 : 0} />
      {isMatching && facts && sheet
        ? <MatchStep facts={facts} sheet={sheet} onBack={() => match(false)} />
        : (
          <FileStep
            facts={facts}
            sheet={sheet}
            onDone={(given, read) => {
              setFacts(given);
              setSheet(read);
              match(true);
            }}
          />
        )}
    </>
  );
}
