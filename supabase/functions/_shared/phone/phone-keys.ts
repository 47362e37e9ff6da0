import { hex } from "@scure/base";
import * as z from "zod";
import { codes } from "../platform/codes.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import type { Logger } from "../platform/log.ts";
import type { ServiceDatabase } from "../platform/database.ts";
import { type Settings, SettingsError } from "../platform/settings.ts";

export type KeySettings =
  & Pick<Settings, "phoneEncryptionKeys" | "phoneIndexKey">
  & Partial<Pick<Settings, "phoneIndexKeyPrevious">>;

const keyName = z.object({
  setting: z.enum(codes.phone_key_setting),
  key_id: z.string(),
});
export const keyVerdictSchema = z.object({
  /**
   * Of the keys that are set: those that the stored numbers were not stored with. The index key's id is empty, and `previous` that
   * of the one before it.
   */
  wrong: z.array(keyName),
  /** Every encryption key that numbers were ever stored with, set or not. */
  known_ids: z.array(z.string()),
  paused_organizations: z.number(),
  /** The index key is being changed: which of its two hashes a number has, the database says. */
  rotates: z.boolean(),
});
type KeyName = z.infer<typeof keyName>;
export type KeyVerdict = z.infer<typeof keyVerdictSchema>;
export type KeyCheck = KeyName & { check_value: string };

/** A key is another than the one that numbers were stored with, or is not set any more: no call is at fault. */
export class PhoneKeyError extends SettingsError {
  override readonly name: string = "PhoneKeyError";

  constructor(readonly code: "phone_key_wrong" | "phone_key_missing", keys: readonly KeyName[]) {
    super(keys.map((key) => ({ variable: nameVariable(key), problem: explain(code, key) })));
  }
}

const previous = "previous";

function isPrevious({ setting, key_id }: KeyName): boolean {
  return setting === "PHONE_INDEX_KEY" && key_id === previous;
}

function nameVariable(key: KeyName): string {
  return isPrevious(key) ? "PHONE_INDEX_KEY_PREVIOUS" : key.setting;
}

function explain(code: PhoneKeyError["code"], key: KeyName): string {
  const keyId = key.key_id;
  if (code === "phone_key_missing") {
    return `lacks the key ${keyId}, which stored phone numbers need: add it at the end`;
  }
  if (isPrevious(key)) {
    return "must be the key that phone numbers were stored with, until the change to the new one is over: put that one back";
  }
  return keyId === ""
    ? "is not the key that phone numbers were stored with: put that one back"
    : `has another key under the id ${keyId} than the one that phone numbers were stored with: ` +
      "put that one back, and give a new key a new id";
}

/** What the database knows each key by: an HMAC of a constant under it, which tells nothing of the key. */
export async function describeKeys(
  { phoneEncryptionKeys, phoneIndexKey, phoneIndexKeyPrevious }: KeySettings,
): Promise<KeyCheck[]> {
  const keys = [
    ...phoneEncryptionKeys.map(({ id, key }) => ({
      setting: "PHONE_ENCRYPTION_KEYS" as const,
      key_id: id,
      key,
    })),
    { setting: "PHONE_INDEX_KEY" as const, key_id: "", key: phoneIndexKey },
    ...(phoneIndexKeyPrevious === undefined
      ? []
      : [{ setting: "PHONE_INDEX_KEY" as const, key_id: previous, key: phoneIndexKeyPrevious }]),
  ];
  return await Promise.all(keys.map(async ({ key, ...name }) => {
    const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    const value = await crypto.subtle.sign("HMAC", hmac, new TextEncoder().encode(`check\0${name.setting}`));
    return { ...name, check_value: hex.encode(new Uint8Array(value)) };
  }));
}

/** Tells the operator of wrong keys; true: there are some. */
export function reportWrongKeys(log: Logger, { wrong }: KeyVerdict): boolean {
  if (wrong.length > 0) {
    log.error("phone_key_wrong", { problems: new PhoneKeyError("phone_key_wrong", wrong).problems });
  }
  return wrong.length > 0;
}

export type CheckKeys = () => Promise<KeyVerdict>;

/** Asks the database, which remembers new keys, and pauses and resumes calling by what it finds. Throws a `DatabaseError`. */
export function createKeyCheck(settings: KeySettings, db: ServiceDatabase): CheckKeys {
  const call = createFunctionCaller(db);
  const checks = describeKeys(settings);
  return async () => await call(keyVerdictSchema, "check_phone_keys", { p_keys: await checks });
}

/** For where there is no database to ask: what is set is right. */
export function trustKeys({ phoneEncryptionKeys }: KeySettings): CheckKeys {
  const known_ids = phoneEncryptionKeys.map(({ id }) => id);
  return () => Promise.resolve({ wrong: [], known_ids, paused_organizations: 0, rotates: false });
}

/** The verdict on a worker's keys: a good one holds for its life, anything else is asked for again. */
export function createKeyWatch(check: CheckKeys) {
  let asked: Promise<KeyVerdict> | undefined;

  function ask(): Promise<KeyVerdict> {
    const asking = check();
    const forget = () => {
      if (asked === asking) asked = undefined;
    };
    asked = asking;
    asking.then(({ wrong }) => wrong.length > 0 && forget(), forget);
    return asking;
  }

  return { ask, recall: () => asked ?? ask() };
}
