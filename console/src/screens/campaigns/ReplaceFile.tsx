import { useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { go, href } from "../../lib/router.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { FileField } from "./FileField.tsx";
import { MatchStep } from "./MatchStep.tsx";
import type { Campaign } from "./resources.ts";
import type { Sheet, SheetFault } from "./sheet.ts";

/** Another file in place of the audience that a draft has. */
export function ReplaceFile({ campaign }: { campaign: Campaign }) {
  const t = campaignTexts.value;
  const [read, setRead] = useState<Sheet | SheetFault>();
  const back = () => go(href(["campaigns", campaign.id], { step: "rules" }));
  if (typeof read === "object") {
    return <MatchStep draft={campaign.id} sheet={read} onBack={() => setRead(undefined)} />;
  }
  return (
    <div class="flex flex-col gap-4">
      <FileField read={read} problem={undefined} onRead={setRead} />
      <div>
        <Button onClick={back}>{t.back}</Button>
      </div>
    </div>
  );
}
