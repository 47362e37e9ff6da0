import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { saveFile, toCsv } from "../../lib/csv.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { nameField, tellField } from "../../reasons/tell-field.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";

interface RejectedRow {
  line: number;
  field: string;
  code: string;
  reason: string;
}

interface Imported {
  added: number;
  already_there: number;
  rejected_count: number;
  rejected: RejectedRow[];
}

/** A file of numbers that are not to be called; what could not be read is listed by its line. */
export function ImportNumbers({ onClose, onImported }: { onClose: () => void; onImported: () => void }) {
  const t = settingsTexts.value.doNotCall;
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [imported, setImported] = useState<Imported>();
  const { busy, problem, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    if (!(file instanceof File)) return;
    const contact_country = textOf(form, "contact_country")?.toUpperCase();
    await send(async () => {
      const told = await answer(api.POST("/call-scheduling/{org_slug}/suppressions/import", {
        params: {
          path: inOrganization(),
          query: contact_country === undefined ? {} : { contact_country },
          header: { "idempotency-key": key },
        },
        headers: { "content-type": "text/csv" },
        // The file as it is, whatever its encoding: the server reads it.
        body: "",
        bodySerializer: () => file,
      }));
      setImported(told);
      onImported();
    });
  };
  const saveRejected = () =>
    saveFile(
      "rejected-rows.csv",
      toCsv(
        [t.line, t.field, t.reason],
        (imported?.rejected ?? []).map((row) => [row.line, nameField(row.field) ?? row.field, say(row)]),
      ),
    );
  return (
    <Dialog
      title={t.importTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{imported ? texts.value.common.close : texts.value.common.back}</Button>
          {!imported && (
            <Button tone="primary" type="submit" form="import-numbers" busy={busy ? t.importing : undefined}>
              {t.importNow}
            </Button>
          )}
        </>
      }
    >
      {imported
        ? (
          <div class="flex flex-col gap-2" role="status">
            <p>{t.importAdded(imported.added, imported.already_there)}</p>
            {imported.rejected_count > 0 && (
              <>
                <p>{t.importRejected(imported.rejected_count)}</p>
                <ul class="max-h-60 list-disc overflow-y-auto pl-5 text-sm">
                  {imported.rejected.slice(0, 20).map((row) => (
                    <li key={`${row.line} ${row.field}`}>{t.rejectedLine(row.line, say(row))}</li>
                  ))}
                </ul>
                <div>
                  <Button icon="save" onClick={saveRejected}>{t.saveRejected}</Button>
                </div>
              </>
            )}
          </div>
        )
        : (
          <Form
            id="import-numbers"
            class="flex flex-col gap-4"
            onSubmit={submit}
            onInput={() => setKey(crypto.randomUUID())}
          >
            <p class="text-sm">{t.importHint}</p>
            <Field label={t.file}>
              {(links) => (
                <input
                  {...links}
                  class="file-input w-full"
                  type="file"
                  name="file"
                  accept=".csv,text/csv"
                  required
                />
              )}
            </Field>
            <Field label={t.country} hint={t.countryHint}>
              {(links) => <input {...links} class="input w-24" name="contact_country" maxLength={2} />}
            </Field>
            {problem && <ErrorNotice problem={problem} />}
          </Form>
        )}
    </Dialog>
  );
}

function say({ code, reason }: RejectedRow): string {
  return tellField({ code, message: reason });
}
