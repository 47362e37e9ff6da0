import { useEffect, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../api/client.ts";
import { may } from "../auth/organizations.ts";
import type { Campaign } from "./burn-downs.ts";
import type { components } from "../api/types.ts";

type Forecast = components["schemas"]["Forecast"];

/** Every contact is judged for it. */
const everyMs = 10 * 60_000;

/** What is said of a running campaign now, and again every ten minutes. Null: not yet, it does not run, or the role may not ask. */
export function useForecast({ id, state }: Pick<Campaign, "id" | "state">): Forecast | null {
  const [forecast, setForecast] = useState<Forecast | null>(null);
  const isAsked = may.manage() && state === "running";
  useEffect(() => {
    if (!isAsked) return setForecast(null);
    const abort = new AbortController();
    // Without it the page says what was foreseen at the start: no failure to tell.
    const ask = () =>
      document.hidden || answer(
        api.POST("/call-scheduling/{org_slug}/campaigns/{id}/dry-run", {
          params: { path: { ...inOrganization(), id } },
          signal: abort.signal,
        }),
      ).then(({ dry_run }) => setForecast(dry_run.forecast), () => {});
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [id, isAsked]);
  return forecast;
}
