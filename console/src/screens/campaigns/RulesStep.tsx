import { useRef, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { constraints } from "../../api/constraints.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field, focusFirstProblem } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { formatZone } from "../../lib/format.ts";
import { go, href } from "../../lib/router.ts";
import { textOf, useSending } from "../../lib/sending.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { texts } from "../../texts/texts.ts";
import type { Campaign } from "./resources.ts";
import { WallField } from "./WallField.tsx";

const limits = constraints.CampaignChanges;

/** When a draft calls, and how fast. What the law and the organisation ask holds beside it. */
export function RulesStep({ campaign }: { campaign: Campaign }) {
  const t = campaignTexts.value;
  const form = useRef<HTMLFormElement>(null);
  const [startsAt, setStartsAt] = useState(campaign.starts_at);
  const [endsAt, setEndsAt] = useState(campaign.ends_at);
  const { busy, problem, problemOf, send } = useSending();
  const save = async () => {
    if (form.current === null) return;
    const data = new FormData(form.current);
    const number = (name: string) => {
      const text = textOf(data, name);
      return text === undefined ? null : Number(text);
    };
    const body = {
      starts_at: startsAt,
      ends_at: endsAt,
      calls_per_minute: number("calls_per_minute"),
      max_concurrent_calls: number("max_concurrent_calls"),
      priority: number("priority") ?? 5,
      best_time: data.get("best_time") !== null,
    };
    const path = { ...inOrganization(), id: campaign.id };
    const saved = await send(() =>
      answer(api.PATCH("/call-scheduling/{org_slug}/campaigns/{id}", { params: { path }, body }))
    );
    if (saved) go(href(["campaigns", campaign.id], { step: "check" }));
    else focusFirstProblem(form.current);
  };
  const numbers = [
    { name: "calls_per_minute", label: t.pace, hint: t.paceHint, value: campaign.calls_per_minute },
    { name: "max_concurrent_calls", label: t.lines, hint: t.linesHint, value: campaign.max_concurrent_calls },
    { name: "priority", label: t.priority, hint: t.priorityHint, value: campaign.priority },
  ] as const;
  return (
    <Form ref={form} class="grid max-w-3xl gap-4 sm:grid-cols-2" onSubmit={save}>
      <p class="text-sm text-base-content/80 sm:col-span-2">
        {t.zoneIs(formatZone(organizationZone.value))} {t.lawHolds}
      </p>
      <WallField
        label={t.startsAt}
        hint={t.startsHint}
        problem={problemOf("starts_at")}
        at={startsAt}
        onChange={setStartsAt}
      />
      <WallField
        label={t.endsAt}
        hint={t.endsHint}
        problem={problemOf("ends_at")}
        at={endsAt}
        onChange={setEndsAt}
      />
      {numbers.map(({ name, label, hint, value }) => (
        <Field key={name} label={label} hint={hint} problem={problemOf(name)}>
          {(links) => (
            <input
              {...links}
              {...limits[name]}
              class="input w-full"
              type="number"
              name={name}
              defaultValue={value === null ? "" : String(value)}
            />
          )}
        </Field>
      ))}
      <label class="flex items-center gap-2 self-center max-sm:min-h-11">
        <input
          type="checkbox"
          class="checkbox checkbox-sm"
          name="best_time"
          defaultChecked={campaign.best_time}
        />
        {t.bestTime}
      </label>
      {problem && (
        <div class="sm:col-span-2">
          <ErrorNotice problem={problem} />
        </div>
      )}
      <div class="sm:col-span-2">
        <Button tone="primary" type="submit" busy={busy ? texts.value.common.saving : undefined}>
          {t.saveAndCheck}
        </Button>
      </div>
    </Form>
  );
}
