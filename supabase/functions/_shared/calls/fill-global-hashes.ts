import { phoneRef } from "../phone/phone-cipher.ts";
import { describeError } from "../platform/log.ts";
import type { DispatchDeps } from "./types.ts";

/**
 * Gives calls that were stored before numbers had a hash for the operator's list theirs, some in each pass; while there is such
 * a list they wait for it. Does not throw: what it does not reach waits on.
 */
export async function fillGlobalHashes(
  { calls, cipher, log }: Pick<DispatchDeps, "calls" | "cipher" | "log">,
): Promise<void> {
  try {
    const waiting = await calls.listCallsWithoutGlobalHash();
    const filled = (await Promise.all(waiting.map(async ({ schedule_id, org_id, contact_phone_enc }) => {
      try {
        const phone = await cipher.decrypt(phoneRef(org_id, schedule_id), contact_phone_enc);
        return [{ schedule_id, contact_phone_enc, global_phone_hash: await cipher.globalHash(phone) }];
      } catch (error) {
        log.error("phone_not_decrypted", { schedule_id, org_id, ...describeError(error) });
        return [];
      }
    }))).flat();
    if (filled.length > 0) await calls.keepGlobalHashes(filled);
  } catch (error) {
    log.error("global_hashes_not_filled", describeError(error));
  }
}
