import type { Sql } from "postgres";
import {
  describeKeys,
  keyVerdictSchema,
  PhoneKeyError,
} from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Environment } from "./function-environment.ts";

/** A sentence about keys that are not those that the data's phone numbers were stored with, and how to mend it. */
export async function findWrongKeys(sql: Sql, environment: Environment): Promise<string | undefined> {
  const checks = await describeKeys(parseSettings(environment));
  const [row] = await sql`select public.judge_phone_keys(${sql.json(checks)}) as verdict`;
  const { wrong } = keyVerdictSchema.parse(row?.verdict);
  return wrong.length === 0 ? undefined : new PhoneKeyError("phone_key_wrong", wrong).message;
}
