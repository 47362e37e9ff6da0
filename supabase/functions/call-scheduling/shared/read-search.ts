import { parsePhone } from "../../_shared/phone/phone.ts";
import type { ServiceContext } from "../context.ts";

const looksLikeNumber = /^\+?[\d\s().-]{7,}$/;

/**
 * What is searched for, as filters of the database: a part of a name, or a whole number in international format, with or without
 * its plus (which an address that nobody escaped turns into a blank): of that only the hash is asked.
 */
export async function readSearch(
  { cipher, orgId }: Pick<ServiceContext, "cipher" | "orgId">,
  q: string,
): Promise<{ phone_hash: string } | { q: string }> {
  const number = looksLikeNumber.test(q)
    ? parsePhone(q.startsWith("+") ? q : `+${q}`, { anyKind: true })
    : undefined;
  return number?.ok ? { phone_hash: await cipher.hash(orgId, number.e164) } : { q };
}
