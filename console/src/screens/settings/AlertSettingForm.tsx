import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { showToast } from "../../components/Toast.tsx";
import { useSending } from "../../lib/sending.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { texts } from "../../texts/texts.ts";
import { type AlertSetting, sayThreshold } from "./say-threshold.ts";

/** How a threshold is typed: minutes of seconds, percent of a share. */
const typed: Partial<Record<AlertSetting["unit"], { factor: number; most?: number; step: number | "any" }>> =
  {
    seconds: { factor: 60, step: "any" },
    share: { factor: 0.01, most: 100, step: "any" },
  };
const whole = { factor: 1, step: 1 };

/** From when on the organisation is told of one thing. What somebody changed meanwhile is read (`onRead`) before it is changed. */
export function AlertSettingForm({ setting, name, onClose, onRead }: {
  setting: AlertSetting;
  name: string;
  onClose: () => void;
  onRead: () => void;
}) {
  const t = settingsTexts.value.health.told;
  const { unit, threshold } = setting;
  const { factor, most, step } = { most: undefined, ...whole, ...typed[unit] };
  const [choice, setChoice] = useState(setting.is_default ? "default" : threshold === null ? "never" : "own");
  const { busy, problem, problemOf, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const value = Number(new FormData(event.currentTarget).get("threshold") ?? 1);
    const own = unit === "at_once" ? 1 : Number((value * factor).toFixed(6));
    const params = {
      path: { ...inOrganization(), code: setting.code },
      header: { "if-match": `"${setting.updated_at ?? "default"}"` },
    };
    const body = { threshold: choice === "default" ? "default" as const : choice === "never" ? null : own };
    const asked = () =>
      answer(api.PUT("/call-scheduling/{org_slug}/alerts/settings/{code}", { params, body })).catch(
        (error) => {
          if (error instanceof ApiProblem && error.code === "changed_meanwhile") onRead();
          throw error;
        },
      );
    if (!await send(asked)) return;
    onRead();
    onClose();
    showToast(t.saved);
  };
  return (
    <Dialog
      title={name}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button
            tone="primary"
            type="submit"
            form="alert-setting"
            busy={busy ? texts.value.common.saving : undefined}
          >
            {texts.value.common.save}
          </Button>
        </>
      }
    >
      <Form id="alert-setting" class="flex flex-col gap-4" onSubmit={submit}>
        <fieldset class="flex flex-col gap-1">
          <legend class="text-sm font-medium">{t.whenTold}</legend>
          {([
            ["default", t.asOperator(sayThreshold(unit, setting.default_threshold))],
            ["own", unit === "at_once" ? t.atOnce : t.fromOwn],
            ["never", t.never],
          ] as const).map(([value, label]) => (
            <label key={value} class="flex items-center gap-2 py-0.5 max-sm:min-h-11">
              <input
                type="radio"
                class="radio radio-sm"
                name="choice"
                value={value}
                checked={choice === value}
                onChange={() =>
                  setChoice(value)}
              />
              {label.charAt(0).toUpperCase() + label.slice(1)}
            </label>
          ))}
        </fieldset>
        {choice === "own" && unit !== "at_once" && (
          <Field label={t.unitLabels[unit]} problem={problemOf("threshold")}>
            {(links) => (
              <input
                {...links}
                class="input w-32"
                type="number"
                name="threshold"
                required
                min={1}
                max={most}
                step={step}
                defaultValue={(threshold ?? setting.default_threshold ?? factor) / factor}
              />
            )}
          </Field>
        )}
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}
