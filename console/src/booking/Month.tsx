import "cally";
import { answer, api, inOrganization } from "../api/client.ts";
import { Icon } from "../components/Icon.tsx";
import { resource } from "../lib/resource.ts";
import { language, texts } from "../texts/texts.ts";
import { isBlockedDay } from "./blocked-days.ts";

const policy = resource(async (_key, signal) => {
  const path = inOrganization();
  return (await answer(api.GET("/call-scheduling/{org_slug}/policy", { params: { path }, signal }))).policy;
});

/** A month in which the days on which nothing leaves cannot be chosen. */
export function Month({ zone, day, today, onChoose }: {
  zone: string;
  day: string;
  today: string;
  onChoose: (day: string) => void;
}) {
  const t = texts.value.booking;
  const known = policy.use("policy").data.value;
  return (
    <div class="flex flex-col gap-1">
      <calendar-date
        class="cally w-fit rounded-box border border-base-300 bg-base-100 p-2"
        aria-label={t.month}
        locale={language.value === "hi" ? "hi-IN" : "en-GB"}
        value={day}
        min={today}
        isDateDisallowed={(date: Date) =>
          isBlockedDay(date.toISOString().slice(0, 10), { policy: known, zone, today })}
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
      <p class="text-xs text-base-content/80">{t.blockedDays}</p>
    </div>
  );
}
