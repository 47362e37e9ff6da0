import { answer, api, inOrganization } from "../../api/client.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { saveFile, toCsv } from "../../lib/csv.ts";
import { formatNumber } from "../../lib/format.ts";
import { href } from "../../lib/router.ts";
import { useSending } from "../../lib/sending.ts";
import { nameField, tellField } from "../../reasons/tell-field.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { keptFile } from "./kept-file.ts";
import { sheetFields } from "./sheet.ts";
import { type Audience, audienceOf, type Campaign } from "./resources.ts";

/** Why a row is not taken, in our words. */
function say({ code, reason }: Audience["rejected"][number]): string {
  return tellField({ code: code ?? null, message: reason });
}

/** Whom a draft has, and which rows of the file cannot be called. */
export function AudienceLine({ campaign }: { campaign: Campaign }) {
  const t = campaignTexts.value;
  const answered = audienceOf.use(campaign.id);
  return (
    <Loaded of={answered} skeleton={<div class="h-6" />}>
      {(audience) => (
        <div class="flex flex-col gap-2">
          <p class="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              {campaign.counts.total === 0
                ? t.noAudience
                : t.audienceIs(campaign.counts.total, audience?.duplicates ?? 0)}
            </span>
            <a class="link" href={href(["campaigns", campaign.id], { step: "file" })}>{t.replaceFile}</a>
          </p>
          {audience && (audience.rejected_count ?? 0) > 0 && (
            <BadRows campaign={campaign} audience={audience} />
          )}
        </div>
      )}
    </Loaded>
  );
}

function BadRows({ campaign, audience: { rejected, rejected_count } }: {
  campaign: Campaign;
  audience: Audience;
}) {
  const t = campaignTexts.value;
  const count = rejected_count ?? 0;
  const { busy, problem, send } = useSending();
  const file = keptFile(campaign.id);
  const save = async () => {
    if (file === undefined) return saveFile("campaign-bad-rows.csv", await askForRows(campaign.id));
    const { rowsToMend } = await import("./mend-rows.ts");
    const told = rejected.map((row) => ({ line: row.line, reason: say(row) }));
    const { head, rows } = rowsToMend(new Uint8Array(await file.arrayBuffer()), told, t.badReason);
    saveFile("campaign-bad-rows.csv", toCsv(head, rows));
  };
  return (
    <details class="rounded-box border border-base-300 p-3" open={count <= 5}>
      <summary class="cursor-pointer font-medium">{t.badRows(count)}</summary>
      <div class="flex flex-col gap-2 pt-2">
        <p class="text-sm text-base-content/80">
          {file === undefined ? t.badRowsHint : `${t.badRowsHint} ${t.badRowsWhole}`}
        </p>
        <div class="max-h-72 overflow-auto" tabIndex={0} role="group" aria-label={t.badRows(count)}>
          <table class="table table-sm">
            <thead>
              <tr>
                <th scope="col">{t.badLine}</th>
                <th scope="col">{t.badField}</th>
                <th scope="col">{t.badReason}</th>
              </tr>
            </thead>
            <tbody>
              {rejected.slice(0, 200).map((row) => (
                <tr key={`${row.line} ${row.field}`}>
                  <td class="tabular-nums">{formatNumber(row.line)}</td>
                  <td>{nameOf(row.field)}</td>
                  <td>{say(row)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {count > rejected.length && <p class="text-sm">{t.firstBadRows}</p>}
        {problem && <ErrorNotice problem={problem} />}
        <div>
          <Button
            small
            icon="save"
            busy={busy ? t.savingReport : undefined}
            onClick={() => void send(save)}
          >
            {t.saveBadRows}
          </Button>
        </div>
      </div>
    </details>
  );
}

/** The list as the server has it, which knows no more of a row than its line. */
async function askForRows(id: string): Promise<string> {
  return String(
    await answer(
      api.GET("/call-scheduling/{org_slug}/campaigns/{id}/audience", {
        params: { path: { ...inOrganization(), id } },
        headers: { accept: "text/csv" },
        parseAs: "text",
      }),
    ),
  );
}

/** A field as the file's owner knows it. */
function nameOf(field: string): string {
  const known = sheetFields.find((one) => one === field);
  return known === undefined ? nameField(field) ?? field : campaignTexts.value.columns[known];
}
