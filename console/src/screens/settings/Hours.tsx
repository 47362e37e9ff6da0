import { parseDate } from "@internationalized/date";
import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { choices } from "../../api/constraints.ts";
import type { components } from "../../api/types.ts";
import { may, organizationZone } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Section } from "../../components/Section.tsx";
import { showToast } from "../../components/Toast.tsx";
import { formatMoment, formatZone } from "../../lib/format.ts";
import { resource } from "../../lib/resource.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import { type Week, WeekEditor } from "./WeekEditor.tsx";

type Policy = components["schemas"]["CallingPolicy"];
type NewPolicy = components["schemas"]["NewCallingPolicy"];
type Cap = Policy["caps"][number];

const spans = ["24 hours", "7 days", "30 days"] as const satisfies readonly Cap["per"][];

const policy = resource(async (_key, signal) => {
  const { policy } = await answer(
    api.GET("/call-scheduling/{org_slug}/policy", { params: { path: inOrganization() }, signal }),
  );
  return policy;
});

/** Of days without calls; it stands beside the form around their fields. */
const blackoutForm = "add-blackout";

/** When the organisation calls and how often, on top of the law. */
export function Hours() {
  const read = policy.use("own");
  return (
    <Loaded of={read}>
      {(stored) => <Editor key={stored.updated_at} stored={stored} onSaved={() => void read.reload()} />}
    </Loaded>
  );
}

function Editor({ stored, onSaved }: { stored: Policy; onSaved: () => void }) {
  const t = settingsTexts.value.hours;
  const { default_purpose, countries, blackouts, caps, min_gap_minutes, loosened } = stored;
  const [draft, setDraft] = useState<NewPolicy>({
    default_purpose,
    week: stored.week,
    countries,
    blackouts,
    caps,
    min_gap_minutes,
    loosened,
  });
  const [isWrong, setWrong] = useState(false);
  const { busy, problem, send } = useSending();
  const change = (part: Partial<NewPolicy>) => setDraft((before) => ({ ...before, ...part }));
  const save = async () => {
    const params = { path: inOrganization() };
    if (!await send(() => answer(api.PUT("/call-scheduling/{org_slug}/policy", { params, body: draft })))) {
      return;
    }
    showToast(texts.value.common.saved);
    onSaved();
  };
  const locked = !may.manage();
  const addBlackout = (event: SubmitEvent) => {
    const element = event.currentTarget;
    if (!(element instanceof HTMLFormElement)) return;
    const form = new FormData(element);
    const [first, last, reason] = ["first", "last", "reason"].map((name) => textOf(form, name) ?? "");
    const isBackwards = (first ?? "") > (last ?? "");
    setWrong(isBackwards);
    if (isBackwards || !first || !last || !reason) return;
    // Whole days of the organisation: from the first one's midnight to that after the last one.
    const zone = organizationZone.value;
    const from = parseDate(first).toDate(zone).toISOString();
    const to = parseDate(last).add({ days: 1 }).toDate(zone).toISOString();
    const blackouts = [...draft.blackouts, { from, to, reason }];
    change({ blackouts: blackouts.toSorted((a, b) => a.from.localeCompare(b.from)) });
    element.reset();
  };
  return (
    <>
      <Form onSubmit={save}>
        <fieldset disabled={locked} class="flex flex-col gap-4">
          {locked && <p class="text-sm text-base-content/80">{t.onlyAdmins}</p>}
          <Section title={t.week} hint={t.weekHint}>
            <WeekEditor week={draft.week} onChange={(week: Week | null) => change({ week })} />
          </Section>
          <Blackouts
            blackouts={draft.blackouts}
            isWrong={isWrong}
            onChange={(blackouts) => change({ blackouts })}
          />
          <Section title={t.caps} hint={t.capsHint}>
            {draft.caps.map((cap, index) => (
              <CapLine
                key={index}
                cap={cap}
                onChange={(changed) => change({ caps: draft.caps.with(index, changed) })}
                onRemove={() => change({ caps: draft.caps.toSpliced(index, 1) })}
              />
            ))}
            <div>
              <Button
                small
                icon="plus"
                onClick={() =>
                  change({ caps: [...draft.caps, { calls: 1, per: "24 hours", scope: "number" }] })}
              >
                {t.addCap}
              </Button>
            </div>
            <Field label={t.gap} hint={t.gapHint} class="max-w-xs">
              {(links) => (
                <input
                  {...links}
                  class="input w-32"
                  type="number"
                  min={0}
                  max={43_200}
                  value={draft.min_gap_minutes}
                  onInput={(event) => change({ min_gap_minutes: event.currentTarget.valueAsNumber || 0 })}
                />
              )}
            </Field>
          </Section>
          <Section title={t.defaults}>
            <Field label={t.purpose} hint={t.purposeHint} class="max-w-sm">
              {(links) => (
                <select
                  {...links}
                  class="select w-full"
                  value={draft.default_purpose ?? ""}
                  onChange={({ currentTarget: { value } }) =>
                    change({
                      default_purpose: choices.NewCallingPolicy.default_purpose.find((one) =>
                        one === value
                      ) ??
                        null,
                    })}
                >
                  <option value="">{t.noPurpose}</option>
                  {choices.NewCallingPolicy.default_purpose.map((purpose) => (
                    <option key={purpose} value={purpose}>{texts.value.purposes[purpose]}</option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t.countries} hint={t.countriesHint} class="max-w-sm">
              {(links) => (
                <input
                  {...links}
                  class="input w-full"
                  defaultValue={draft.countries?.join(", ") ?? ""}
                  onChange={(event) => change({ countries: readCountries(event.currentTarget.value) })}
                />
              )}
            </Field>
          </Section>
          {draft.loosened.length > 0 && (
            <Section title={t.loosened}>
              <ul class="list-disc pl-5 text-sm">
                {draft.loosened.map(({ rule_id, reason, until }) => (
                  <li key={rule_id}>
                    {rule_id === "*" ? t.everything : rule_id}: {reason}
                    {until !== null && ` (${t.until(formatMoment(until, organizationZone.value))})`}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {problem && <ErrorNotice problem={problem} />}
          {!locked && (
            <div>
              <Button
                tone="primary"
                type="submit"
                busy={busy ? texts.value.common.saving : undefined}
              >
                {t.save}
              </Button>
            </div>
          )}
        </fieldset>
      </Form>
      <Form id={blackoutForm} onSubmit={addBlackout} />
    </>
  );
}

function readCountries(text: string): string[] | null {
  const named = text.toUpperCase().split(/[^A-Z]+/).filter((one) => one !== "");
  return named.length === 0 ? null : [...new Set(named)];
}

function CapLine(
  { cap, onChange, onRemove }: { cap: Cap; onChange: (cap: Cap) => void; onRemove: () => void },
) {
  const t = settingsTexts.value.hours;
  return (
    <div class="flex flex-wrap items-start gap-2">
      <Field label={t.capCalls}>
        {(links) => (
          <input
            {...links}
            class="input w-24"
            type="number"
            min={0}
            max={1000}
            value={cap.calls}
            onInput={(event) => onChange({ ...cap, calls: event.currentTarget.valueAsNumber || 0 })}
          />
        )}
      </Field>
      <Field label={t.capPer}>
        {(links) => (
          <select
            {...links}
            class="select w-36"
            value={cap.per}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...cap, per: spans.find((span) => span === value) ?? cap.per })}
          >
            {spans.map((span) => <option key={span} value={span}>{t.spans[span]}</option>)}
          </select>
        )}
      </Field>
      <Field label={t.capScope}>
        {(links) => (
          <select
            {...links}
            class="select w-48"
            value={cap.scope ?? "number"}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...cap, scope: value === "subject" ? "subject" : "number" })}
          >
            <option value="number">{t.scopes.number}</option>
            <option value="subject">{t.scopes.subject}</option>
          </select>
        )}
      </Field>
      <Button class="sm:mt-7" small tone="quiet" onClick={onRemove}>{t.removeCap}</Button>
    </div>
  );
}

function Blackouts({ blackouts, isWrong, onChange }: {
  blackouts: NewPolicy["blackouts"];
  /** What was to be added ends before it begins. */
  isWrong: boolean;
  onChange: (blackouts: NewPolicy["blackouts"]) => void;
}) {
  const t = settingsTexts.value.hours;
  const zone = organizationZone.value;
  // Within another form: each says that it belongs to its own.
  const own = { form: blackoutForm, required: true };
  return (
    <Section title={t.blackouts} hint={t.blackoutsHint(formatZone(zone))}>
      {blackouts.length > 0 && (
        <ul class="flex flex-col gap-1">
          {blackouts.map((blackout, index) => (
            <li key={`${blackout.from} ${index}`} class="flex flex-wrap items-center gap-2">
              <span class="tabular-nums">
                {formatMoment(blackout.from, zone)} – {formatMoment(blackout.to, zone)}
              </span>
              <span class="text-base-content/80">{blackout.reason}</span>
              <Button
                small
                tone="quiet"
                onClick={() =>
                  onChange(blackouts.toSpliced(index, 1))}
              >
                {t.removeBlackout}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {may.manage() && (
        <div class="flex flex-wrap items-start gap-2">
          <Field label={t.firstDay} problem={isWrong ? t.backwards : undefined}>
            {(links) => <input {...links} {...own} class="input" type="date" name="first" />}
          </Field>
          <Field label={t.lastDay}>
            {(links) => <input {...links} {...own} class="input" type="date" name="last" />}
          </Field>
          <Field label={t.reason} class="w-64 max-w-full">
            {(links) => <input {...links} {...own} class="input w-full" name="reason" maxLength={500} />}
          </Field>
          <Button class="sm:mt-6" type="submit" form={blackoutForm}>{t.addBlackout}</Button>
        </div>
      )}
    </Section>
  );
}
