import { useState } from "preact/hooks";
import { organizationZone } from "../../auth/organizations.ts";
import { Field } from "../../components/Field.tsx";
import { readWallTime, toOffsetTime, toWallTime } from "../../lib/wall-time.ts";

/** A moment on the clock of the organisation, or none: a day and a time, which phones bring their own wheels for. */
export function WallField({ label, hint, problem, at, onChange }: {
  label: string;
  hint: string;
  problem: string | undefined;
  at: string | null;
  onChange: (at: string | null) => void;
}) {
  const zone = organizationZone.value;
  const [wall, setWall] = useState(() => at === null ? { day: "", time: "09:00" } : toWallTime(at, zone));
  const change = (part: Partial<typeof wall>) => {
    const next = { ...wall, ...part };
    setWall(next);
    const read = next.day === "" ? undefined : readWallTime(next, zone);
    if (read === undefined) onChange(null);
    // What comes twice is meant the first time, what does not exist after the jump.
    else {onChange(
        toOffsetTime(read.kind === "one" ? read.at : read.kind === "twice" ? read.first : read.after, zone),
      );}
  };
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(links) => (
        <span class="flex gap-2">
          <input
            {...links}
            type="date"
            class="input w-full min-w-0"
            value={wall.day}
            onInput={(event) => change({ day: event.currentTarget.value })}
          />
          <input
            type="time"
            class="input w-40 shrink-0"
            aria-label={`${label}: ${wall.time}`}
            aria-invalid={links["aria-invalid"]}
            aria-describedby={links["aria-describedby"]}
            value={wall.time}
            onInput={(event) => change({ time: event.currentTarget.value })}
          />
        </span>
      )}
    </Field>
  );
}
