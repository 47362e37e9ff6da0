import { isErased, phoneRef } from "../../_shared/phone/phone-cipher.ts";
import { maskPhone } from "../../_shared/phone/phone.ts";
import type { ServiceContext } from "../context.ts";
import { noteUndecrypted } from "../shared/note-undecrypted.ts";
import type { CallSchedule } from "./schema.ts";
import type { ScheduleRow } from "./schedule-rows.ts";

/**
 * The row as the caller may see it: the whole number for admins and its creator, else its last four digits. A number
 * that was erased is null; one that cannot be decrypted is null and logged: one damaged row must not hide the others.
 */
export async function presentSchedule(
  { cipher, log, organization, userId }: Pick<ServiceContext, "cipher" | "log" | "organization" | "userId">,
  row: ScheduleRow,
): Promise<CallSchedule> {
  const {
    contact_phone_enc,
    id,
    org_id,
    agent_id,
    contact_id,
    contact_name,
    ...rest
  } = row;
  const phone = isErased(contact_phone_enc)
    ? null
    : await cipher.decrypt(phoneRef(org_id, id), contact_phone_enc).catch((error) => {
      noteUndecrypted(log, { schedule_id: id }, error);
      return null;
    });
  const seesAll = organization.role === "admin" || row.created_by === userId;
  const contact_phone = phone === null || seesAll ? phone : maskPhone(phone);
  return { id, org_id, agent_id, contact_id, contact_name, contact_phone, ...rest };
}
