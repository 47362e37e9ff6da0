import { invalid } from "../../_shared/platform/errors.ts";
import { lastFour, parsePhone } from "../../_shared/phone/phone.ts";
import type { ServiceContext } from "../context.ts";

/** What is kept of a number that is not called, or that a consent is for: its hash and last digits. Throws 422. */
export async function hashNumber(
  { cipher, orgId }: ServiceContext,
  { contact_phone, contact_country }: { contact_phone: string; contact_country?: string },
): Promise<{ phone_hash: string; phone_last4: string }> {
  const phone = parsePhone(contact_phone, { country: contact_country, anyKind: true });
  if (!phone.ok) {
    throw invalid([{ field: `contact_${phone.field}`, code: phone.code, message: phone.message }]);
  }
  return { phone_hash: await cipher.hash(orgId, phone.e164), phone_last4: lastFour(phone.e164) };
}
