import { answer, api, inOrganization } from "../../api/client.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { saveFile } from "../../lib/csv.ts";
import { useSending } from "../../lib/sending.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import type { Campaign } from "./resources.ts";

/** The report of a campaign as a file: one to print, or figures for a spreadsheet. A tab could not send who asks for it. */
export function SaveReport({ campaign }: { campaign: Campaign }) {
  const t = campaignTexts.value;
  const html = useSending();
  const csv = useSending();
  if (campaign.state === "draft") return null;
  const load = async (type: "text/html" | "text/csv", ending: string) => {
    const path = { ...inOrganization(), id: campaign.id };
    const text = await answer(
      api.GET("/call-scheduling/{org_slug}/campaigns/{id}/report", {
        params: { path },
        headers: { accept: type },
        parseAs: "text",
      }),
    );
    saveFile(`campaign-${campaign.id.slice(0, 8)}.${ending}`, String(text), `${type};charset=utf-8`);
  };
  const problem = html.problem ?? csv.problem;
  return (
    <>
      {problem && <ErrorNotice problem={problem} />}
      <Button
        icon="save"
        busy={html.busy ? t.savingReport : undefined}
        onClick={() => void html.send(() => load("text/html", "html"))}
      >
        {t.saveReport}
      </Button>
      <Button
        tone="quiet"
        busy={csv.busy ? t.savingReport : undefined}
        onClick={() => void csv.send(() => load("text/csv", "csv"))}
      >
        {t.saveReportCsv}
      </Button>
    </>
  );
}
