import { hex } from "@scure/base";
import { z } from "zod";
import { createPhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import {
  describeKeys,
  type KeyCheck,
  type KeySettings,
} from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { encryptionKeys, key32 } from "../../supabase/functions/_shared/platform/setting-formats.ts";
import { readGivenSettings } from "../stack/function-environment.ts";
import { readJson } from "../stack/private-file.ts";
import type { StackSettings } from "../stack/settings.ts";
import { StackError } from "../stack/stack-error.ts";

const keySettings = z.object({
  PHONE_ENCRYPTION_KEYS: encryptionKeys(),
  PHONE_INDEX_KEY: key32(),
  PHONE_INDEX_KEY_PREVIOUS: key32().optional(),
});
const localKeys = z.object({ functionSecrets: z.record(z.string(), z.string()) });

/** The keys of phone numbers, and what a backup does with them. They are in no backup themselves. */
export interface BackupKeys {
  /** Of the key that seals what is written now. */
  newestId: string;
  /** What the database knows each key by. */
  checks: KeyCheck[];
  /** Closes a text that only these keys open. */
  seal: (text: string) => Promise<string>;
  /** Throws where the key is another. */
  open: (sealed: string) => Promise<string>;
  /** Tells whether a text was changed, and with which keys it was written; null: there is no key of that id. */
  sign: (keyId: string, text: string) => Promise<string | null>;
}

/**
 * What a backup does with the keys (`readKeySettings`).
 */
export async function readBackupKeys(settings: StackSettings): Promise<BackupKeys> {
  const keys = await readKeySettings(settings);
  const place = { orgId: "backup", rowId: "secrets", column: "sealed" };
  const cipher = createPhoneCipher(keys);
  return {
    newestId: keys.phoneEncryptionKeys[0]?.id ?? "",
    checks: await describeKeys(keys),
    seal: (text) => cipher.encrypt(place, text),
    open: (sealed) => cipher.decrypt(place, sealed),
    sign: async (keyId, text) => {
      const found = keys.phoneEncryptionKeys.find(({ id }) => id === keyId);
      return found === undefined ? null : await sign(found.key, text);
    },
  };
}

/**
 * PHONE_ENCRYPTION_KEYS and PHONE_INDEX_KEY as the functions have them: from the environment, supabase/functions/.env, or the stack's
 * own data directory. Throws a StackError that says what is missing.
 */
export async function readKeySettings(settings: StackSettings): Promise<KeySettings> {
  const made = localKeys.safeParse(await readJson(`${settings.dataDir}/keys.json`));
  const parsed = keySettings.safeParse({
    ...made.data?.functionSecrets,
    ...await readGivenSettings(settings),
  });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new StackError(
      `The keys of phone numbers are needed, and stand neither in the environment nor in ${settings.functionsEnvFile} nor in ${settings.dataDir}/keys.json: ${
        problems.join("; ")
      }.`,
    );
  }
  return {
    phoneEncryptionKeys: parsed.data.PHONE_ENCRYPTION_KEYS,
    phoneIndexKey: parsed.data.PHONE_INDEX_KEY,
    phoneIndexKeyPrevious: parsed.data.PHONE_INDEX_KEY_PREVIOUS,
  };
}

/** With a key of its own (HKDF), so that it says nothing of the other. */
async function sign(key: BufferSource, text: string): Promise<string> {
  const utf8 = new TextEncoder();
  const source = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveKey"]);
  const derivation = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(),
    info: utf8.encode("backup manifest"),
  };
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  const signer = await crypto.subtle.deriveKey(derivation, source, hmac, false, ["sign"]);
  return hex.encode(new Uint8Array(await crypto.subtle.sign("HMAC", signer, utf8.encode(text))));
}
