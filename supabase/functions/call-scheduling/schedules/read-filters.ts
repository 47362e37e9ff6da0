import type * as z from "zod";
import { parsePhone } from "../../_shared/phone/phone.ts";
import type { ServiceContext } from "../context.ts";
import type { withStatuses } from "./list-filters.ts";

export type CallFilters = z.output<z.ZodObject<typeof withStatuses>>;

const looksLikeNumber = /^\+?[\d\s().-]{7,}$/;

/**
 * The filters as `list_call_schedules` takes them. What is searched for is a part of a name, or a whole number in international
 * format, with or without its plus (which an address that nobody escaped turns into a blank): of that only the hash is asked.
 */
export async function readFilters(
  { cipher, orgId }: Pick<ServiceContext, "cipher" | "orgId">,
  { q, from, to, attention, ...rest }: CallFilters,
): Promise<Record<string, string | string[] | boolean>> {
  const filters: Record<string, string | string[] | boolean> = {};
  for (const [name, value] of Object.entries({ ...rest, from: from?.text, to: to?.text })) {
    if (value !== undefined) filters[name] = value;
  }
  if (attention === true) filters.attention = true;
  if (q !== undefined) {
    const number = looksLikeNumber.test(q)
      ? parsePhone(q.startsWith("+") ? q : `+${q}`, { anyKind: true })
      : undefined;
    if (number?.ok) filters.phone_hash = await cipher.hash(orgId, number.e164);
    else filters.q = q;
  }
  return filters;
}
