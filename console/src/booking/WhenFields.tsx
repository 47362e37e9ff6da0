import { useRef, useState } from "preact/hooks";
import type { NewCallSchedule } from "../api/types.ts";
import { organization } from "../auth/organizations.ts";
import { Button } from "../components/Button.tsx";
import { Field } from "../components/Field.tsx";
import { now } from "../lib/clock.ts";
import {
  cityOf,
  formatDay,
  formatLongDay,
  formatTime,
  formatZone,
  offsetOf,
  ownZone,
} from "../lib/format.ts";
import { addDays, toWallTime } from "../lib/wall-time.ts";
import { texts } from "../texts/texts.ts";
import { type Booking, type Half, toBody } from "./booking.ts";
import { Month } from "./Month.tsx";

/** Day and time on the called person's clock, with what it is on others', and the month beside it. */
export function WhenFields({ booking, ownId, problem, onNextAllowed }: {
  booking: Booking;
  /** The contact's id where none is filled in. */
  ownId: string;
  problem: string | undefined;
  onNextAllowed: () => void;
}) {
  const t = texts.value.booking;
  const { wall, zone, half, verdict } = booking;
  // What the judge was asked last, so that the month is not asked after each letter.
  const judged = useRef<NewCallSchedule | null>(null);
  if (verdict.value.kind === "said") judged.current = toBody(booking, ownId);
  const [showsMonth, setShowsMonth] = useState(false);
  const set = (change: Partial<typeof wall.value>) => {
    half.value = null;
    wall.value = { ...wall.value, ...change };
  };
  const today = toWallTime(now.value, zone.value).day;
  return (
    <fieldset class="flex flex-col gap-3 rounded-box border border-base-300 p-3">
      <legend class="px-1 font-medium">{t.when}</legend>
      <div class="flex flex-wrap gap-2">
        <Button small onClick={() => set(toWallTime(Date.now() + 5 * 60_000, zone.value))}>
          {t.inFiveMinutes}
        </Button>
        <Button small onClick={() => set({ day: addDays(today, 1), time: "10:00" })}>
          {t.tomorrowAtTen}
        </Button>
        <Button small onClick={onNextAllowed}>{t.nextAllowed}</Button>
      </div>
      <div class="flex flex-wrap items-start gap-3">
        <Field label={t.date} class="min-w-40 flex-1" problem={problem}>
          {(links) => (
            <input
              {...links}
              type="date"
              class="input w-full"
              required
              value={wall.value.day}
              onInput={(event) => set({ day: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t.time} class="w-36">
          {(links) => (
            <input
              {...links}
              type="time"
              class="input w-full"
              required
              value={wall.value.time}
              onInput={(event) => set({ time: event.currentTarget.value })}
            />
          )}
        </Field>
        <div class="max-sm:hidden sm:pt-6">
          <button
            type="button"
            class="btn"
            aria-expanded={showsMonth}
            onClick={() => setShowsMonth(!showsMonth)}
          >
            {showsMonth ? t.hideMonth : t.showMonth}
          </button>
        </div>
      </div>
      <HalfQuestion booking={booking} />
      {showsMonth && (
        <Month
          zone={zone.value}
          day={wall.value.day}
          today={today}
          body={judged.current}
          onChoose={(day) => set({ day })}
        />
      )}
      <ZoneLine booking={booking} />
      <BothSides booking={booking} />
    </fieldset>
  );
}

/** The clock shows this twice, or never: which moment is meant is asked in words. */
function HalfQuestion({ booking: { moments, wall, half, zone } }: { booking: Booking }) {
  const t = texts.value.booking;
  const found = moments.value;
  if (found === undefined || found.kind === "one") return null;
  const [first, second] = found.kind === "twice" ? [found.first, found.second] : [found.before, found.after];
  const options: [Half, string][] = found.kind === "twice"
    ? [["first", t.theFirst(offsetOf(zone.value, first))], [
      "second",
      t.theSecond(offsetOf(zone.value, second)),
    ]]
    : [["first", t.beforeTheJump(formatTime(first, zone.value))], [
      "second",
      t.afterTheJump(formatTime(second, zone.value)),
    ]];
  return (
    <fieldset class="alert alert-warning alert-soft flex flex-col items-start gap-1">
      <legend class="sr-only">{t.whichMoment}</legend>
      <p>{found.kind === "twice" ? t.twice(wall.value.time) : t.never(wall.value.time)}</p>
      {options.map(([value, label]) => (
        <label key={value} class="flex min-h-8 items-center gap-2">
          <input
            type="radio"
            class="radio radio-sm"
            name="half"
            checked={half.value === value}
            onChange={() => half.value = value}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** Whose clock it is, what that was told from, and the way to name another. */
function ZoneLine({ booking }: { booking: Booking }) {
  const t = texts.value.booking;
  const { zone, zoneIsChosen, verdict, fields } = booking;
  const [isChanging, setChanging] = useState(false);
  const decision = verdict.value.kind === "said" ? verdict.value.decision : undefined;
  const source = zoneIsChosen.value ? "booking" : decision?.zone_source ?? null;
  const others = decision?.zones.filter((one) => one !== zone.value) ?? [];
  return (
    <div class="flex flex-col gap-2 text-sm">
      <p>
        {t.onTheClockOf(fields.value.contact_name.trim() || t.theirs)}{" "}
        <strong>{formatZone(zone.value)}</strong>{" "}
        <span class="text-base-content/80">
          ({source === null ? t.zoneAssumed(organization.value?.name ?? "") : t.zoneSources[source]})
        </span>{" "}
        <button
          type="button"
          class="link"
          aria-expanded={isChanging}
          onClick={() => setChanging(!isChanging)}
        >
          {t.changeZone}
        </button>
      </p>
      {others.length > 0 && <p>{t.alsoIn(others.map(cityOf).join(", "))}</p>}
      {isChanging && (
        <Field label={t.zone}>
          {(links) => (
            <select
              {...links}
              class="select w-full"
              value={zoneIsChosen.value ? zone.value : ""}
              onChange={(event) => {
                const chosen = event.currentTarget.value;
                zoneIsChosen.value = chosen !== "";
                if (chosen !== "") zone.value = chosen;
                setChanging(false);
              }}
            >
              <option value="">{t.zoneFromNumber}</option>
              {Intl.supportedValuesOf("timeZone").map((name) => (
                <option key={name} value={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
      )}
    </div>
  );
}

/** The same moment on the organisation's clock and on the reader's. */
function BothSides({ booking: { at, zone } }: { booking: Booking }) {
  const t = texts.value.booking;
  const moment = at.value;
  const org = organization.value;
  if (moment === undefined || org === undefined) return null;
  const told = (where: string) => {
    const time = formatTime(moment, where);
    return formatLongDay(moment, where) === formatLongDay(moment, zone.value)
      ? time
      : `${formatDay(moment, where)}, ${time}`;
  };
  return (
    <p class="text-sm text-base-content/80">
      = {t.timeFor(told(org.time_zone), org.name)}
      {org.time_zone === zone.value ? ` ${t.sameZone}` : ""} · {t.timeForYou(told(ownZone()))}
    </p>
  );
}
