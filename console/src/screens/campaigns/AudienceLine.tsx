import { Button } from "../../components/Button.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { saveFile, toCsv } from "../../lib/csv.ts";
import { formatNumber } from "../../lib/format.ts";
import { href } from "../../lib/router.ts";
import { texts } from "../../texts/texts.ts";
import { sheetFields } from "./sheet.ts";
import { type Audience, audienceOf, type Campaign } from "./resources.ts";

/** Whom a draft has, and which rows of the file cannot be called. */
export function AudienceLine({ campaign }: { campaign: Campaign }) {
  const t = texts.value.campaigns;
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
          {audience && (audience.rejected_count ?? 0) > 0 && <BadRows audience={audience} />}
        </div>
      )}
    </Loaded>
  );
}

function BadRows({ audience: { rejected, rejected_count } }: { audience: Audience }) {
  const t = texts.value.campaigns;
  const count = rejected_count ?? 0;
  const save = () =>
    saveFile(
      "campaign-bad-rows.csv",
      toCsv(
        [t.badLine, t.badField, t.badReason],
        rejected.map(({ line, field, reason }) => [line, nameOf(field), reason]),
      ),
    );
  return (
    <details class="rounded-box border border-base-300 p-3" open={count <= 5}>
      <summary class="cursor-pointer font-medium">{t.badRows(count)}</summary>
      <div class="flex flex-col gap-2 pt-2">
        <p class="text-sm text-base-content/80">{t.badRowsHint}</p>
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
              {rejected.slice(0, 200).map(({ line, field, reason }) => (
                <tr key={`${line} ${field}`}>
                  <td class="tabular-nums">{formatNumber(line)}</td>
                  <td>{nameOf(field)}</td>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {count > rejected.length && <p class="text-sm">{t.firstBadRows}</p>}
        <div>
          <Button small icon="save" onClick={save}>{t.saveBadRows}</Button>
        </div>
      </div>
    </details>
  );
}

/** A field as the file's owner knows it. */
function nameOf(field: string): string {
  const known = sheetFields.find((one) => one === field);
  return known === undefined ? field : texts.value.campaigns.columns[known];
}
