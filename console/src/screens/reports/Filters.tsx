import type { Agent } from "../../api/types.ts";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { go, href } from "../../lib/router.ts";
import { reportTexts } from "../../texts/reports.ts";
import { type Days, periods } from "./period.ts";
import { campaigns } from "./resources.ts";

/** What a report is of. All of it stands in the address, so that it can be sent on. */
export function Filters({ days, agent, campaign, agents }: {
  days: Days;
  agent: string | null;
  campaign: string | null;
  agents: readonly Agent[];
}) {
  const t = reportTexts.value;
  const found = campaigns.use("all").data.value ?? [];
  const show = (changes: Record<string, string | null>) => {
    const now = days.period === "own" ? { from: days.from, to: days.to } : { period: days.period };
    const query = Object.entries({ ...now, agent, campaign, ...changes })
      .filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== "");
    go(href(["reports"], Object.fromEntries(query)), { replace: true });
  };
  return (
    <Form
      class="flex flex-wrap items-start gap-3 print:hidden"
      aria-label={t.filters}
      onSubmit={() => {}}
    >
      <Field label={t.period} class="max-sm:basis-full">
        {(links) => (
          <select
            {...links}
            class="select"
            value={days.period}
            onChange={({ currentTarget: { value } }) =>
              show(
                value === "own"
                  ? { period: null, from: days.from, to: days.to }
                  : { period: value, from: null, to: null },
              )}
          >
            {periods.map((one) => <option key={one} value={one}>{t.lastDays(Number(one))}</option>)}
            <option value="own">{t.ownDays}</option>
          </select>
        )}
      </Field>
      {days.period === "own" && (
        <>
          <Field label={t.from}>
            {(links) => (
              <input
                {...links}
                type="date"
                class="input"
                value={days.from}
                max={days.to}
                onChange={({ currentTarget: { value } }) => show({ from: value })}
              />
            )}
          </Field>
          <Field label={t.to}>
            {(links) => (
              <input
                {...links}
                type="date"
                class="input"
                value={days.to}
                min={days.from}
                onChange={({ currentTarget: { value } }) => show({ to: value })}
              />
            )}
          </Field>
        </>
      )}
      <Choice
        label={t.agent}
        all={t.allAgents}
        value={agent}
        of={agents}
        onChoose={(id) => show({ agent: id })}
      />
      <Choice
        label={t.campaign}
        all={t.allCampaigns}
        value={campaign}
        of={found}
        onChoose={(id) => show({ campaign: id })}
      />
    </Form>
  );
}

function Choice({ label, all, value, of, onChoose }: {
  label: string;
  all: string;
  value: string | null;
  of: readonly { id: string; name: string }[];
  onChoose: (id: string | null) => void;
}) {
  return (
    <Field label={label} class="max-sm:basis-full">
      {(links) => (
        <select
          {...links}
          class="select"
          value={value ?? ""}
          onChange={({ currentTarget: { value: chosen } }) => onChoose(chosen === "" ? null : chosen)}
        >
          <option value="">{all}</option>
          {of.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      )}
    </Field>
  );
}
