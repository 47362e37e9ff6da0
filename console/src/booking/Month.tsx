import "cally";
import { useEffect, useRef, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../api/client.ts";
import type { NewCallSchedule } from "../api/types.ts";
import { Icon } from "../components/Icon.tsx";
import { resource } from "../lib/resource.ts";
import { language, texts } from "../texts/texts.ts";
import { isBlockedDay } from "./blocked-days.ts";

const policy = resource(async (_key, signal) => {
  const path = inOrganization();
  return (await answer(api.GET("/call-scheduling/{org_slug}/policy", { params: { path }, signal }))).policy;
});

/** The days of a month on which a booking could leave at no moment. The key is {body, zone, month} as JSON. */
const closedDays = resource(async (key, signal) => {
  const { body, zone, month }: { body: NewCallSchedule; zone: string; month: string } = JSON.parse(key);
  const params = { path: inOrganization(), query: { from: `${month}-01`, days: 31, zone } };
  const { closed } = await answer(
    api.POST("/call-scheduling/{org_slug}/call-schedules/check-days", { params, body, signal }),
  );
  return new Set(closed.map((one) => one.day));
});

/** A month in which the days on which nothing leaves cannot be chosen. */
export function Month({ zone, day, today, body, onChoose }: {
  zone: string;
  day: string;
  today: string;
  /** What is known of the booking; null: no number yet, and the organisation's own policy is all that can be asked. */
  body: NewCallSchedule | null;
  onChoose: (day: string) => void;
}) {
  const t = texts.value.booking;
  const known = policy.use("policy").data.value;
  const [month, setMonth] = useState(() => (day === "" ? today : day).slice(0, 7));
  const calendar = useRef<HTMLElement>(null);
  useEffect(() => {
    const turn = (event: Event) =>
      event instanceof CustomEvent && event.detail instanceof Date &&
      setMonth(event.detail.toISOString().slice(0, 7));
    calendar.current?.addEventListener("focusday", turn);
    return () => calendar.current?.removeEventListener("focusday", turn);
  }, []);
  // A name and a time are no part of it: typing them asks nothing anew.
  const asked = body === null ? null : JSON.stringify({
    body: { ...body, contact_name: "?", scheduled_at: `${today}T12:00:00Z` },
    zone,
    month,
  });
  const closed = closedDays.use(asked).data.value;
  return (
    <div class="flex flex-col gap-1">
      <calendar-date
        ref={calendar}
        class="cally w-fit rounded-box border border-base-300 bg-base-100 p-2"
        aria-label={t.month}
        locale={language.value === "hi" ? "hi-IN" : "en-GB"}
        value={day}
        min={today}
        isDateDisallowed={(date: Date) => {
          const one = date.toISOString().slice(0, 10);
          return closed?.has(one) === true || isBlockedDay(one, { policy: known, zone, today });
        }}
        onChange={(event: Event) => {
          const chosen = event.target === null ? undefined : Reflect.get(event.target, "value");
          if (typeof chosen === "string" && chosen !== "") onChoose(chosen);
        }}
      >
        <span slot="previous">
          <Icon name="left" />
          <span class="sr-only">{t.previousMonth}</span>
        </span>
        <span slot="next">
          <Icon name="right" />
          <span class="sr-only">{t.nextMonth}</span>
        </span>
        <calendar-month />
      </calendar-date>
      <p class="text-xs text-base-content/80">{closed === undefined ? t.blockedDays : t.closedDays}</p>
    </div>
  );
}
