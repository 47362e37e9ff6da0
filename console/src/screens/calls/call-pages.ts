import { answer, api, inOrganization } from "../../api/client.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { withAttempts } from "../../calls/resources.ts";
import { resource } from "../../lib/resource.ts";
import { type Filters, toQuery } from "./filters.ts";

export const pageSize = 50;

/** One page of the list; the key is its filters and its cursor. */
export interface PageKey {
  filters: Filters;
  cursor: string | null;
}

export const callPages = resource(async (key, signal) => {
  const { filters, cursor }: PageKey = JSON.parse(key);
  return await withAttempts(await askPage(filters, cursor, pageSize, signal), signal);
});

export const callCounts = resource(async (key, signal) => {
  const { filters }: PageKey = JSON.parse(key);
  const query = toQuery(filters, organizationZone.peek());
  const path = inOrganization();
  return await answer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/counts", { params: { path, query }, signal }),
  );
});

export async function askPage(filters: Filters, cursor: string | null, limit: number, signal: AbortSignal) {
  const { sort, statuses } = filters;
  return await answer(api.GET("/call-scheduling/{org_slug}/call-schedules", {
    params: {
      path: inOrganization(),
      query: {
        ...toQuery(filters, organizationZone.peek()),
        ...(statuses.length === 0 ? {} : { status: [...statuses] }),
        ...(cursor === null ? {} : { cursor }),
        sort,
        limit,
      },
    },
    signal,
  }));
}
