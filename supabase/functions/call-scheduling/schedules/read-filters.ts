import type * as z from "zod";
import type { ServiceContext } from "../context.ts";
import { readSearch } from "../shared/read-search.ts";
import type { withStatuses } from "./list-filters.ts";

export type CallFilters = z.output<z.ZodObject<typeof withStatuses>>;

/** The filters as `list_call_schedules` takes them. */
export async function readFilters(
  { cipher, orgId }: Pick<ServiceContext, "cipher" | "orgId">,
  { q, from, to, attention, ...rest }: CallFilters,
): Promise<Record<string, string | string[] | boolean>> {
  const filters: Record<string, string | string[] | boolean> = {};
  for (const [name, value] of Object.entries({ ...rest, from: from?.text, to: to?.text })) {
    if (value !== undefined) filters[name] = value;
  }
  if (attention === true) filters.attention = true;
  if (q !== undefined) Object.assign(filters, await readSearch({ cipher, orgId }, q));
  return filters;
}
