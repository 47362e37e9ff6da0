import type { paths } from "../../api/types.ts";
import type { Place } from "../../lib/router.ts";
import { addDays, readWallTime } from "../../lib/wall-time.ts";

type ListQuery = NonNullable<
  paths["/call-scheduling/{org_slug}/call-schedules"]["get"]["parameters"]["query"]
>;
export type CallStatus = NonNullable<ListQuery["status"]>[number];
export type CallSort = NonNullable<ListQuery["sort"]>;

export const callStatuses = [
  "scheduled",
  "in_progress",
  "completed",
  "failed",
  "cancelled",
] as const satisfies readonly CallStatus[];
const sorts = ["scheduled_at", "due_at", "-due_at", "-updated_at"] as const satisfies readonly CallSort[];

/** What the list shows. All but the words stand in its address. */
export interface Filters {
  statuses: readonly CallStatus[];
  attention: boolean;
  agent: string | null;
  campaign: string | null;
  /** Days of the organisation's calendar, both included. */
  from: string | null;
  to: string | null;
  sort: CallSort;
  /** A part of a name, or a whole number: never in the address. */
  words: string;
}

/** What is still to come, soonest first; else what was last. */
export function usualSort(statuses: readonly CallStatus[]): CallSort {
  return statuses.length === 1 && statuses[0] === "scheduled" ? "due_at" : "-due_at";
}

export function readFilters({ query, state }: Pick<Place, "query" | "state">): Filters {
  const sort = query.get("sort");
  const day = (name: string) => /^\d{4}-\d{2}-\d{2}$/.exec(query.get(name) ?? "")?.[0] ?? null;
  const statuses = (query.get("status") ?? "").split(",")
    .flatMap((word) => callStatuses.filter((one) => one === word));
  return {
    statuses,
    attention: query.get("attention") === "true",
    agent: query.get("agent"),
    campaign: query.get("campaign"),
    from: day("from"),
    to: day("to"),
    sort: sorts.find((one) => one === sort) ?? usualSort(statuses),
    words: state.words ?? "",
  };
}

export function writeFilters(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.statuses.length > 0) query.set("status", filters.statuses.join(","));
  if (filters.attention) query.set("attention", "true");
  for (const name of ["agent", "campaign", "from", "to"] as const) {
    const value = filters[name];
    if (value !== null) query.set(name, value);
  }
  if (filters.sort !== usualSort(filters.statuses)) query.set("sort", filters.sort);
  return query;
}

export function areFiltered(filters: Filters): boolean {
  return writeFilters({ ...filters, sort: usualSort(filters.statuses) }).size > 0 || filters.words !== "";
}

/** As the API takes them; the days become moments in the organisation's zone. */
export function toQuery(filters: Filters, zone: string) {
  return {
    ...(filters.attention ? { attention: true } : {}),
    ...(filters.agent === null ? {} : { agent_id: filters.agent }),
    ...(filters.campaign === null ? {} : { campaign_id: filters.campaign }),
    ...(filters.from === null ? {} : { from: startOf(filters.from, zone) }),
    ...(filters.to === null ? {} : { to: endOf(filters.to, zone) }),
    ...(filters.words.trim() === "" ? {} : { q: filters.words.trim() }),
  };
}

function startOf(day: string, zone: string): string {
  const moments = readWallTime({ day, time: "00:00" }, zone);
  if (moments === undefined) return `${day}T00:00:00Z`;
  return (moments.kind === "one" ? moments.at : moments.kind === "twice" ? moments.first : moments.after)
    .toISOString();
}

function endOf(day: string, zone: string): string {
  return new Date(Date.parse(startOf(addDays(day, 1), zone)) - 1_000).toISOString();
}
