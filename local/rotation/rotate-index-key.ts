import type { Sql } from "postgres";
import { z } from "zod";
import { createPhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import {
  describeKeys,
  type KeySettings,
  keyVerdictSchema,
} from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { rotateNumbers, type RotateOptions } from "../../supabase/functions/_shared/phone/rotate-numbers.ts";
import {
  type RotationStanding,
  rotationStanding,
  rotationStep,
  type RotationStore,
  withoutNumbers,
} from "../../supabase/functions/_shared/phone/rotation-store.ts";
import type { Logger } from "../../supabase/functions/_shared/platform/log.ts";

/** The steps that the worker makes, made from here over the database's own address: the same, at once or beside it. */
export async function rotateOverSql(
  sql: Sql,
  { keys, log, ...options }: RotateOptions & { keys: KeySettings; log: Logger },
): Promise<void> {
  const checks = await describeKeys(keys);
  const cipher = createPhoneCipher(keys, async () => {
    const [row] = await sql`select public.check_phone_keys(${sql.json(checks)}) as verdict`;
    return keyVerdictSchema.parse(row?.verdict);
  });
  await rotateNumbers({ rotations: createSqlStore(sql), cipher, log }, options);
}

/** The changes of keys that go on. */
export async function readRotations(sql: Sql): Promise<RotationStanding[]> {
  const [row] = await sql`select public.rotation_health() as standings`;
  return z.array(rotationStanding).parse(row?.standings);
}

function createSqlStore(sql: Sql): RotationStore {
  return {
    async next(limit, after) {
      const behind = after ? sql.json(withoutNumbers(after)) : null;
      const [row] = await sql`select public.next_phone_numbers(${limit}, ${behind}) as step`;
      return rotationStep.nullable().parse(row?.step);
    },
    async keep({ numbers, ...step }) {
      const made = { ...step, numbers: numbers.map((number) => ({ ...number })) };
      const [row] = await sql`select public.keep_phone_numbers(${sql.json(made)}) as standing`;
      return rotationStanding.nullable().parse(row?.standing);
    },
  };
}
