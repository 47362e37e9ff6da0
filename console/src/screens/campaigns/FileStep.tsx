import { useRef, useState } from "preact/hooks";
import { constraints } from "../../api/constraints.ts";
import { agents } from "../../calls/resources.ts";
import { readTerms } from "../../calls/terms.ts";
import { TermsFields } from "../../calls/TermsFields.tsx";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { go, href } from "../../lib/router.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { texts } from "../../texts/texts.ts";
import { rules } from "../contacts/resources.ts";
import { FileField } from "./FileField.tsx";
import type { Sheet, SheetFault } from "./sheet.ts";
import { type Facts, makeDraft, sendRule } from "./upload.ts";

const limits = constraints.NewCampaign;

/** The name of the campaign, who speaks, and whom it calls: a file, or those that a rule names. */
export function FileStep({ facts, sheet, onDone }: {
  facts: Facts | undefined;
  sheet: Sheet | undefined;
  onDone: (facts: Facts, sheet: Sheet) => void;
}) {
  const t = campaignTexts.value;
  const form = useRef<HTMLFormElement>(null);
  const [key] = useState(() => crypto.randomUUID());
  const [source, setSource] = useState<"file" | "rule">("file");
  const [read, setRead] = useState<Sheet | SheetFault | undefined>(sheet);
  const [isMissing, setMissing] = useState(false);
  const { busy, problem, problemOf, send } = useSending();
  const available = agents.use("");
  const named = rules.use("");
  const goOn = async () => {
    if (form.current === null) return;
    const data = new FormData(form.current);
    const given = readFacts(data);
    if (source === "file") {
      setMissing(read === undefined);
      if (typeof read === "object") onDone(given, read);
      return;
    }
    const rule = textOf(data, "rule");
    if (rule === undefined) return;
    let id = "";
    const sent = await send(async () => {
      id = await makeDraft(given, key);
      await sendRule(id, rule);
    });
    if (sent) go(href(["campaigns", id], { step: "rules" }));
  };
  return (
    <Form ref={form} class="grid max-w-3xl gap-4 sm:grid-cols-2" onSubmit={goOn}>
      <Field label={t.name} hint={t.nameHint} problem={problemOf("name")} class="sm:col-span-2">
        {(links) => (
          <input
            {...links}
            {...limits.name}
            class="input w-full"
            name="name"
            defaultValue={facts?.name ?? ""}
          />
        )}
      </Field>
      <TermsFields terms={facts} usualPurpose={t.usualPurpose} problemOf={problemOf} />
      <fieldset class="flex flex-col gap-2 sm:col-span-2">
        <legend class="pb-1 text-sm font-medium">{t.whom}</legend>
        {(["file", "rule"] as const).map((one) => (
          <label key={one} class="flex items-center gap-2 max-sm:min-h-11">
            <input
              type="radio"
              class="radio radio-sm"
              name="source"
              checked={source === one}
              onChange={() =>
                setSource(one)}
            />
            {one === "file" ? t.fromFile : t.fromRule}
          </label>
        ))}
      </fieldset>
      {source === "file"
        ? (
          <FileField
            read={read}
            problem={isMissing && read === undefined ? t.noFile : undefined}
            onRead={(next) => {
              setMissing(false);
              setRead(next);
            }}
          />
        )
        : (
          <Field label={t.rule} class="sm:col-span-2">
            {(links) => (
              <Loaded of={named} skeleton={<div class="skeleton h-10" />}>
                {(all) =>
                  all.length === 0
                    ? <p class="text-sm">{t.noRules}</p>
                    : (
                      <select {...links} class="select w-full max-w-md" name="rule" required>
                        {all.map(({ id, rule_name }) => <option key={id} value={id}>{rule_name}</option>)}
                      </select>
                    )}
              </Loaded>
            )}
          </Field>
        )}
      {problem && (
        <div class="sm:col-span-2">
          <ErrorNotice problem={problem} />
        </div>
      )}
      <div class="sm:col-span-2">
        <Button
          tone="primary"
          type="submit"
          busy={busy
            ? t.uploading
            : available.data.value === undefined
            ? texts.value.common.loading
            : undefined}
        >
          {source === "file" ? t.toMatch : t.upload}
        </Button>
      </div>
    </Form>
  );
}

function readFacts(form: FormData): Facts {
  return { name: textOf(form, "name") ?? "", ...readTerms(form) };
}
