import {
  describeKeys,
  keyVerdictSchema,
  PhoneKeyError,
} from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Finding } from "./finding.ts";

/** Are the keys for phone numbers those that the numbers were stored with. Nothing when the database cannot say. */
export async function checkPhoneKeys(settings: Settings): Promise<Finding[]> {
  const name = "phone keys";
  const call = createFunctionCaller(createServiceClient(settings));
  const p_keys = await describeKeys(settings);
  // Why the database does not answer is said by the check of it.
  const verdict = await call(keyVerdictSchema, "judge_phone_keys", { p_keys }).catch(() => undefined);
  if (verdict === undefined) return [];
  if (verdict.wrong.length > 0) {
    const says = new PhoneKeyError("phone_key_wrong", verdict.wrong).message;
    return [{ name, state: "wrong", says, advice: "calls wait meanwhile, and go on by themselves" }];
  }
  if (verdict.paused_organizations > 0) {
    const says =
      `calling of ${verdict.paused_organizations} organisations waits for a key that the functions lack`;
    const advice =
      "compare the functions' PHONE_ENCRYPTION_KEYS and PHONE_INDEX_KEY with your copy; calls then go on";
    return [{ name, state: "wrong", says, advice }];
  }
  return [{ name, state: "ok", says: "the stored numbers' own" }];
}
