import { useId } from "preact/hooks";
import type { components } from "../../api/types.ts";
import { Button } from "../../components/Button.tsx";
import { useFault } from "../../components/use-fault.ts";
import { settingsTexts } from "../../texts/settings.ts";

export type Week = NonNullable<components["schemas"]["NewCallingPolicy"]["week"]>;

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly (keyof Week)[];
const usual: Week = {
  mon: [["09:00", "18:00"]],
  tue: [["09:00", "18:00"]],
  wed: [["09:00", "18:00"]],
  thu: [["09:00", "18:00"]],
  fri: [["09:00", "18:00"]],
  sat: [],
  sun: [],
};

/** Hours of each day on the called person's clock; null: the law's alone. */
export function WeekEditor({ week, onChange }: { week: Week | null; onChange: (week: Week | null) => void }) {
  const t = settingsTexts.value.hours;
  return (
    <div class="flex flex-col gap-2">
      <label class="flex items-center gap-2 max-sm:min-h-11">
        <input
          type="checkbox"
          class="toggle"
          checked={week !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? usual : null)}
        />
        {t.ownWeek}
      </label>
      {week !== null && days.map((day) => (
        <Day
          key={day}
          name={t.days[day]}
          hours={week[day]}
          onChange={(hours) => onChange({ ...week, [day]: hours })}
        />
      ))}
    </div>
  );
}

type Hours = Week["mon"];

function Day({ name, hours, onChange }: { name: string; hours: Hours; onChange: (hours: Hours) => void }) {
  const t = settingsTexts.value.hours;
  return (
    <fieldset class="flex flex-wrap items-center gap-2 border-b border-base-300 py-1">
      <legend class="float-left w-28 text-sm font-medium">{name}</legend>
      {hours.length === 0 && <span class="text-sm text-base-content/80">{t.closed}</span>}
      {hours.map(([from = "", to = ""], index) => (
        <span key={index} class="flex items-center gap-1">
          <TimeField
            label={t.fromOf(name)}
            value={from}
            onChange={(value) => onChange(hours.with(index, [value, to]))}
          />
          <span aria-hidden="true">–</span>
          <TimeField
            label={t.toOf(name)}
            value={to}
            // The field knows no 24:00: midnight at the end of hours is the day's end.
            onChange={(value) => onChange(hours.with(index, [from, value === "00:00" ? "24:00" : value]))}
          />
          <Button
            small
            tone="quiet"
            icon="cross"
            label={t.removeHours(name)}
            onClick={() => onChange(hours.toSpliced(index, 1))}
          >
            {null}
          </Button>
        </span>
      ))}
      <Button
        small
        tone="quiet"
        icon="plus"
        label={t.addHours(name)}
        onClick={() => onChange([...hours, hours.length === 0 ? ["09:00", "18:00"] : ["18:00", "20:00"]])}
      >
        {null}
      </Button>
    </fieldset>
  );
}

function TimeField(
  { label, value, onChange }: { label: string; value: string; onChange: (value: string) => void },
) {
  const id = useId();
  const { fault, watch } = useFault();
  return (
    <span class="flex flex-col" {...watch}>
      <input
        type="time"
        class="input input-sm w-32 max-sm:min-h-11"
        aria-label={label}
        aria-describedby={fault && id}
        aria-invalid={fault !== undefined}
        value={value === "24:00" ? "00:00" : value}
        required
        onChange={({ currentTarget }) => {
          if (currentTarget.value !== "") onChange(currentTarget.value);
        }}
      />
      {fault && <span id={id} class="text-sm text-error">{fault}</span>}
    </span>
  );
}
