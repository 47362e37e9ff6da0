import { Button } from "../../components/Button.tsx";
import { Field } from "../../components/Field.tsx";
import { saveFile } from "../../lib/csv.ts";
import { formatNumber } from "../../lib/format.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { readSheet, type Sheet, type SheetFault } from "./sheet.ts";

const template = "phone,name,time_zone\r\n+919876543210,Asha Rao,Asia/Kolkata\r\n";

/** A file with people; its beginning is read at once, and nothing of it leaves the page. */
export function FileField({ read, problem, onRead }: {
  read: Sheet | SheetFault | undefined;
  problem: string | undefined;
  onRead: (read: Sheet | SheetFault | undefined) => void;
}) {
  const t = campaignTexts.value;
  return (
    <Field
      label={t.file}
      hint={t.fileHint}
      problem={typeof read === "string" ? t[read] : problem}
      class="sm:col-span-2"
    >
      {(links) => (
        <div class="flex flex-wrap items-center gap-2">
          <input
            {...links}
            type="file"
            accept=".csv,.txt,text/csv"
            class="file-input w-full max-w-md"
            onChange={async (event) => {
              const [file] = event.currentTarget.files ?? [];
              onRead(file === undefined ? undefined : await readSheet(file));
            }}
          />
          <Button tone="quiet" icon="save" onClick={() => saveFile("campaign-template.csv", template)}>
            {t.template}
          </Button>
          {typeof read === "object" && (
            <span class="text-sm">{read.file.name}: {t.aboutRows(formatNumber(read.about))}</span>
          )}
        </div>
      )}
    </Field>
  );
}
