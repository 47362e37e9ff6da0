import { organizationZone } from "../../auth/organizations.ts";
import { formatDate, formatNumber, formatZone } from "../../lib/format.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import type { DryRun } from "./resources.ts";
import { tabulateHours } from "./hours.ts";

/** Whole names, from the fewest to the most. */
const shades = ["", "bg-primary/10", "bg-primary/25", "bg-primary/40"] as const;

/** Days by hours, with the number in each: a table, which prints and is read out. */
export function HourGrid({ byHour }: { byHour: DryRun["by_hour"] }) {
  const t = campaignTexts.value;
  const zone = organizationZone.value;
  const { hours, days, most } = tabulateHours(byHour, zone);
  const shadeOf = (calls: number) =>
    shades[calls === 0 ? 0 : Math.max(1, Math.ceil(calls / most * (shades.length - 1)))];
  return (
    <section class="flex flex-col gap-2">
      <h2 class="font-semibold">{t.byHour}</h2>
      <p class="text-sm text-base-content/80">{t.byHourHint(formatZone(zone))}</p>
      <div class="overflow-x-auto" tabIndex={0} role="group" aria-label={t.byHour}>
        <table class="table table-sm w-auto">
          <caption class="sr-only">{t.byHour}</caption>
          <thead>
            <tr>
              <th scope="col">{t.day}</th>
              {hours.map((hour) => (
                <th key={hour} scope="col" class="text-right tabular-nums">
                  {String(hour).padStart(2, "0")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, calls }) => (
              <tr key={day}>
                <th scope="row" class="whitespace-nowrap font-medium">{formatDate(day)}</th>
                {calls.map((count, index) => (
                  <td key={hours[index]} class={`text-right tabular-nums ${shadeOf(count)}`}>
                    {count === 0 ? "" : formatNumber(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
