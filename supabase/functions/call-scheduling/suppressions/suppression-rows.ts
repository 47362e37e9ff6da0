import * as z from "zod";
import { columnsOf } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { maskLast4 } from "../../_shared/phone/phone.ts";
import { type Suppression, suppression } from "./schema.ts";

const time = z.string().transform(formatTimestamp);
const { contact_phone: _shown, ...shared } = suppression.shape;

/** As the database gives it. */
export const suppressionRow = z.object({
  ...shared,
  phone_last4: z.string().nullable(),
  added_at: time,
  expires_at: time.nullable(),
  removed_at: time.nullable(),
});
export type SuppressionRow = z.output<typeof suppressionRow>;
export const suppressionColumns = columnsOf("suppressions", suppressionRow);

/** The number is masked for everybody: nobody needs it whole to know that it is not called. */
export function presentSuppression({ phone_last4, ...row }: SuppressionRow): Suppression {
  return { ...row, contact_phone: maskLast4(phone_last4 ?? "") };
}
