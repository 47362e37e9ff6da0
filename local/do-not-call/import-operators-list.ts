import { z } from "zod";
import { createHashChooser } from "../../supabase/functions/_shared/phone/choose-hashes.ts";
import { createPhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { createKeyCheck, describeKeys } from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import {
  readImport,
  type Rejection,
} from "../../supabase/functions/call-scheduling/suppressions/read-import.ts";

export interface OperatorsImport {
  file: ArrayBuffer;
  /** ISO 3166: whose national formats are read. */
  country?: string;
  reason: string;
  /** The file is what this registry said of the numbers; left out: they are not to be called by anybody. */
  registry?: string;
  /** RFC 3339; of a registry's file. Left out: now. */
  checkedAt?: string;
}

const pieceSize = 5_000;

/**
 * Adds a file of numbers to the operator's list, or to what is known of a registry, for every organisation: hashed here, by the
 * functions' own keys. Safe to repeat. Throws a `PhoneKeyError` when a key is not the one that numbers are stored with.
 */
export async function importOperatorsList(
  settings: Settings,
  { file, country, reason, registry, checkedAt = new Date().toISOString() }: OperatorsImport,
): Promise<{ added: number; rejected: Rejection[] }> {
  const db = createServiceClient(settings);
  const call = createFunctionCaller(db);
  const cipher = createPhoneCipher(settings, createKeyCheck(settings, db), createHashChooser(db));
  const keys = await describeKeys(settings);
  const { rows, rejected } = readImport(file, country);
  let added = 0;
  for (let start = 0; start < rows.length; start += pieceSize) {
    const piece = await Promise.all(
      rows.slice(start, start + pieceSize).map(async ({ e164, scope, listed }) => ({
        phone_hash: await cipher.globalHash(e164),
        scope,
        listed,
      })),
    );
    added += registry === undefined
      ? await call(z.int(), "suppress_globally", { p_keys: keys, p_rows: piece, p_reason: reason })
      : (await call(z.object({ outcome: z.literal("kept"), changed: z.int() }), "keep_registry_checks", {
        p_org_id: null,
        p_actor: null,
        p_registry: registry,
        p_checked_at: checkedAt,
        p_rows: piece,
      })).changed;
  }
  return { added, rejected };
}

/** Lifts what the operator's list holds of a number (E.164), and says how many entries that were. */
export async function liftFromOperatorsList(
  settings: Settings,
  e164: string,
  reason: string,
): Promise<number> {
  const db = createServiceClient(settings);
  const hash = await createPhoneCipher(settings, createKeyCheck(settings, db), createHashChooser(db))
    .globalHash(e164);
  return await createFunctionCaller(db)(z.int(), "lift_global_suppression", {
    p_phone_hash: hash,
    p_reason: reason,
  });
}
