import { useRef, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { constraints } from "../../api/constraints.ts";
import type { components } from "../../api/types.ts";
import { agents } from "../../calls/resources.ts";
import { readTerms } from "../../calls/terms.ts";
import { TermsFields } from "../../calls/TermsFields.tsx";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field, focusFirstProblem } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { showToast } from "../../components/Toast.tsx";
import { textOf, useSending } from "../../lib/sending.ts";
import { contactTexts } from "../../texts/contacts.ts";
import { texts } from "../../texts/texts.ts";
import { Conditions } from "./Conditions.tsx";
import { type Condition, firstCondition, readConditions, writeConditions } from "./conditions.ts";
import { conditionsOf, type Rule } from "./rule.ts";

type NewRule = components["schemas"]["NewCallRule"];
type RuleType = NewRule["rule_type"];

const kinds = ["checkup_threshold", "periodic", "custom"] as const satisfies readonly RuleType[];
const limits = constraints.NewCallRule;

/** Makes a rule, or changes it, and shows whom it would call. */
export function RuleDialog({ rule, onClose, onSaved }: {
  rule: Rule | null;
  onClose: () => void;
  onSaved: (rule: Rule) => void;
}) {
  const t = contactTexts.value;
  const tc = texts.value.common;
  const form = useRef<HTMLFormElement>(null);
  const [kind, setKind] = useState<RuleType>(rule?.rule_type ?? "checkup_threshold");
  const [conditions, setConditions] = useState<Condition[]>(() =>
    readConditions(rule === null ? [] : conditionsOf(rule))
  );
  const asked = conditions.length === 0 ? firstCondition : conditions;
  const { busy, problem, problemOf, send } = useSending();
  const available = agents.use("");
  const save = async () => {
    if (form.current === null) return;
    const body = readForm(new FormData(form.current), kind, asked);
    const path = inOrganization();
    let saved: Rule | undefined;
    const taken = await send(async () => {
      const answered = rule === null
        ? await answer(api.POST("/call-scheduling/{org_slug}/rules", { params: { path }, body }))
        : await answer(
          api.PATCH("/call-scheduling/{org_slug}/rules/{id}", {
            params: { path: { ...path, id: rule.id } },
            body,
          }),
        );
      saved = answered.rule;
    });
    if (taken && saved !== undefined) {
      showToast(t.ruleSaved);
      onSaved(saved);
    } else focusFirstProblem(form.current);
  };
  return (
    <Dialog
      title={rule === null ? t.newRuleTitle : t.editRuleTitle(rule.rule_name)}
      onClose={onClose}
      wide
      actions={
        <>
          <Button onClick={onClose}>{tc.back}</Button>
          <Button
            tone="primary"
            type="submit"
            form="rule-form"
            busy={busy ? tc.saving : available.data.value === undefined ? tc.loading : undefined}
          >
            {t.saveRule}
          </Button>
        </>
      }
    >
      <Form
        id="rule-form"
        ref={form}
        class="grid gap-4 sm:grid-cols-2"
        onSubmit={save}
      >
        <Field label={t.ruleName} problem={problemOf("rule_name")} class="sm:col-span-2">
          {(links) => (
            <input
              {...links}
              {...limits.rule_name}
              class="input w-full"
              name="rule_name"
              defaultValue={rule?.rule_name ?? ""}
            />
          )}
        </Field>
        <Field label={t.kind} problem={problemOf("rule_type")}>
          {(links) => (
            <select
              {...links}
              class="select w-full"
              value={kind}
              onChange={(event) => {
                const chosen = kinds.find((one) => one === event.currentTarget.value);
                if (chosen !== undefined) setKind(chosen);
              }}
            >
              {kinds.map((one) => <option key={one} value={one}>{t.kinds[one]}</option>)}
            </select>
          )}
        </Field>
        {kind === "checkup_threshold" && (
          <Field label={t.thresholdDays} problem={problemOf("checkup_threshold_days")}>
            {(links) => (
              <input
                {...links}
                class="input w-full"
                type="number"
                min="0"
                max="3650"
                required
                name="checkup_threshold_days"
                defaultValue={String(rule?.checkup_threshold_days ?? 5)}
              />
            )}
          </Field>
        )}
        {kind === "periodic" && (
          <Field label={t.periodicDays} problem={problemOf("periodic_days")}>
            {(links) => (
              <input
                {...links}
                class="input w-full"
                type="number"
                min="1"
                max="3650"
                required
                name="periodic_days"
                defaultValue={String(rule?.periodic_days ?? 30)}
              />
            )}
          </Field>
        )}
        {kind === "custom" && (
          <Conditions conditions={asked} problem={problemOf("custom_conditions")} onChange={setConditions} />
        )}
        <Field label={t.perDay} problem={problemOf("max_calls_per_day")}>
          {(links) => (
            <input
              {...links}
              {...limits.max_calls_per_day}
              class="input w-full"
              type="number"
              required
              name="max_calls_per_day"
              defaultValue={String(rule?.max_calls_per_day ?? 100)}
            />
          )}
        </Field>
        <TermsFields
          terms={rule ?? { purpose: "health_reminder" }}
          problemOf={problemOf}
        />
        {problem && (
          <div class="sm:col-span-2">
            <ErrorNotice problem={problem} />
          </div>
        )}
      </Form>
    </Dialog>
  );
}

function readForm(form: FormData, kind: RuleType, conditions: readonly Condition[]): NewRule {
  const number = (name: string) => Number(textOf(form, name) ?? 0);
  return {
    rule_name: textOf(form, "rule_name") ?? "",
    rule_type: kind,
    max_calls_per_day: number("max_calls_per_day"),
    ...readTerms(form),
    ...(kind === "checkup_threshold" && { checkup_threshold_days: number("checkup_threshold_days") }),
    ...(kind === "periodic" && { periodic_days: number("periodic_days") }),
    ...(kind === "custom" && { custom_conditions: { all: writeConditions(conditions) } }),
  };
}
