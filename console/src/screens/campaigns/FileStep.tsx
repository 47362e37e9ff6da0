import { useRef, useState } from "preact/hooks";
import { constraints } from "../../api/constraints.ts";
import { agents } from "../../calls/resources.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { go, href } from "../../lib/router.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { texts } from "../../texts/texts.ts";
import { rules } from "../contacts/resources.ts";
import { FileField } from "./FileField.tsx";
import type { Sheet, SheetFault } from "./sheet.ts";
import { type Facts, makeDraft, sendRule } from "./upload.ts";

const limits = constraints.NewCampaign;
const purposes = ["service", "health_reminder", "survey", "marketing", "collection", "emergency"] as const;

/** The name of the campaign, who speaks, and whom it calls: a file, or those that a rule names. */
export function FileStep({ facts, sheet, onDone }: {
  facts: Facts | undefined;
  sheet: Sheet | undefined;
  onDone: (facts: Facts, sheet: Sheet) => void;
}) {
  const t = texts.value.campaigns;
  const form = useRef<HTMLFormElement>(null);
  const [key] = useState(() => crypto.randomUUID());
  const [source, setSource] = useState<"file" | "rule">("file");
  const [read, setRead] = useState<Sheet | SheetFault | undefined>(sheet);
  const [isMissing, setMissing] = useState(false);
  const { busy, problem, problemOf, send } = useSending();
  const available = agents.use("");
  const named = rules.use("");
  const goOn = async (event: SubmitEvent) => {
    event.preventDefault();
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
    <form ref={form} class="grid max-w-3xl gap-4 sm:grid-cols-2" onSubmit={(event) => void goOn(event)}>
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
      <Field label={t.agent} problem={problemOf("agent_id")}>
        {(links) => (
          <Loaded of={available} skeleton={<div class="skeleton h-10" />}>
            {(all) => (
              <select {...links} class="select w-full" name="agent_id">
                {all.map(({ id, name }) => (
                  <option key={id} value={id} selected={id === (facts?.agent_id ?? all[0]?.id)}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Loaded>
        )}
      </Field>
      <Field label={t.purpose} hint={texts.value.contacts.purposeHint} problem={problemOf("purpose")}>
        {(links) => (
          <select {...links} class="select w-full" name="purpose">
            <option value="">{t.usualPurpose}</option>
            {purposes.map((one) => (
              <option key={one} value={one} selected={one === facts?.purpose}>
                {texts.value.purposes[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t.topic} problem={problemOf("call_topic")}>
        {(links) => (
          <input
            {...links}
            {...limits.call_topic}
            class="input w-full"
            name="call_topic"
            defaultValue={facts?.call_topic ?? "follow_up"}
          />
        )}
      </Field>
      <Field label={t.language} problem={problemOf("call_language")}>
        {(links) => (
          <input
            {...links}
            {...limits.call_language}
            class="input w-full"
            name="call_language"
            defaultValue={facts?.call_language ?? "en-IN"}
          />
        )}
      </Field>
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
    </form>
  );
}

function readFacts(form: FormData): Facts {
  const purpose = purposes.find((one) => one === textOf(form, "purpose"));
  const topic = textOf(form, "call_topic");
  const language = textOf(form, "call_language");
  return {
    name: textOf(form, "name") ?? "",
    agent_id: textOf(form, "agent_id") ?? "",
    ...(purpose !== undefined && { purpose }),
    ...(topic !== undefined && { call_topic: topic }),
    ...(language !== undefined && { call_language: language }),
  };
}
