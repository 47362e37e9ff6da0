import { base64urlnopad } from "@scure/base";
import { constantTimeEqual } from "../platform/constant-time-equal.ts";
import { chooseNew, createPairedHashes, pairHashes } from "./choose-hashes.ts";
import { createHashes } from "./hash-numbers.ts";
import { createKeyWatch, type KeySettings, PhoneKeyError, trustKeys } from "./phone-keys.ts";

/** The place a ciphertext belongs to. It is authenticated: moved to another row or organisation it does not open. */
export type CipherRef = { orgId: string; rowId: string; column: string };

/** Where a schedule's encrypted number belongs. */
export function phoneRef(orgId: string, scheduleId: string): CipherRef {
  return { orgId, rowId: scheduleId, column: "contact_phone" };
}

/** Where the number of a contact that is cached from HubSpot belongs. */
export function contactPhoneRef(orgId: string, contactId: string): CipherRef {
  return { orgId, rowId: `contact:${contactId}`, column: "phone" };
}

/** Where the first answer to an Idempotency-Key belongs, which may hold a number. */
export function answerRef(orgId: string, key: string): CipherRef {
  return { orgId, rowId: key, column: "idempotent_response" };
}

/** Stands where the number of an erased person was (`private.erase_person`): there is nothing to open, and nothing is wrong. */
export function isErased(sealed: string): boolean {
  return sealed.startsWith("v1.erased.");
}

export type PhoneCipher = ReturnType<typeof createPhoneCipher>;

const utf8 = new TextEncoder();

/**
 * AES-256-GCM under the newest of `phoneEncryptionKeys`, and keyed hashes (HMAC-SHA-256) under `phoneIndexKey`.
 * Ciphertexts are `v1.<key id>.<iv base64url>.<ciphertext base64url>`; each names its key, so that older keys
 * still open what they closed. Keys are imported once, and cannot be exported again. None is used that is not the one it
 * was: all but fingerprints throw a `PhoneKeyError` then, and what `checkKeys` throws when it cannot be asked. While the index
 * key is changed (`phoneIndexKeyPrevious`), `chooseHashes` says which of its two hashes a number has.
 */
export function createPhoneCipher(
  settings: KeySettings,
  checkKeys = trustKeys(settings),
  chooseHashes = chooseNew,
) {
  const watch = createKeyWatch(checkKeys);
  const keys = settings.phoneEncryptionKeys.map(({ id, key }) => ({
    id,
    key: crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]),
  }));
  const { phoneIndexKey, phoneIndexKeyPrevious } = settings;
  const current = createHashes(phoneIndexKey);
  const former = phoneIndexKeyPrevious === undefined ? undefined : createHashes(phoneIndexKeyPrevious);
  const pairedHash = former && createPairedHashes(former, current, chooseHashes);

  async function encrypt(ref: CipherRef, text: string): Promise<string> {
    const [newest] = keys;
    if (!newest) throw new Error("There is no encryption key.");
    await requireKeys();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(gcm(iv, ref), await newest.key, utf8.encode(text));
    return ["v1", newest.id, base64urlnopad.encode(iv), base64urlnopad.encode(new Uint8Array(sealed))].join(
      ".",
    );
  }

  /** Throws when nobody ever had the key, or the text was changed or belongs to another place. */
  async function decrypt(ref: CipherRef, text: string): Promise<string> {
    const [version, id, iv = "", sealed = "", ...rest] = text.split(".");
    const known = keys.find((candidate) => candidate.id === id);
    const { wrong, known_ids } = await watch.recall();
    const key = { setting: "PHONE_ENCRYPTION_KEYS", key_id: id ?? "" } as const;
    if (!known && known_ids.includes(key.key_id)) throw new PhoneKeyError("phone_key_missing", [key]);
    if (wrong.some(({ key_id }) => key_id === id)) throw new PhoneKeyError("phone_key_wrong", [key]);
    if (version !== "v1" || !known || rest.length > 0) {
      throw new Error("The ciphertext names no known version and key.");
    }
    const opened = await crypto.subtle.decrypt(
      gcm(fromBase64Url(iv), ref),
      await known.key,
      fromBase64Url(sealed),
    );
    return new TextDecoder().decode(opened);
  }

  /** Throws a `PhoneKeyError` while any key is wrong. The answer that all are right is kept. */
  async function requireKeys(): Promise<{ rotates: boolean }> {
    const { wrong, rotates } = await watch.recall();
    if (wrong.length > 0) throw new PhoneKeyError("phone_key_wrong", wrong);
    return { rotates };
  }

  return {
    encrypt,
    decrypt,
    requireKeys,
    /** Asks anew whether the keys are the right ones. */
    checkKeys: watch.ask,
    /** For look-up: equal numbers of one organisation are equal, those of two organisations are not. */
    hash: async (orgId: string, e164: string): Promise<string> => {
      const { rotates } = await requireKeys();
      return await (rotates && pairedHash ? pairedHash(orgId, e164) : current.hash(orgId, e164));
    },
    /** Is it the hash of this number, made with the index key of now or of before. */
    fits: async (orgId: string, e164: string, hash: string): Promise<boolean> => {
      await requireKeys();
      return constantTimeEqual(await current.hash(orgId, e164), hash) ||
        former !== undefined && constantTimeEqual(await former.hash(orgId, e164), hash);
    },
    /** For the operator's list and the registries: equal numbers are equal whoever calls them. No tenant may see it. */
    globalHash: async (e164: string): Promise<string> => {
      const { rotates } = await requireKeys();
      return await (rotates && pairedHash ? pairedHash(null, e164) : current.globalHash(e164));
    },
    /** What a number is known by under both index keys; null: there is one alone. */
    pairHashes: async (orgId: string, e164: string) =>
      former && await pairHashes(former, current, orgId, e164),
    /** For comparing whole requests without keeping them. */
    fingerprint: current.fingerprint,
    /** The same by the index key of before, where there is one. */
    formerFingerprint: former?.fingerprint,
  };
}

function gcm(iv: BufferSource, { orgId, rowId, column }: CipherRef) {
  return { name: "AES-GCM", iv, additionalData: utf8.encode(`${orgId}|${rowId}|${column}`) };
}

/** Throws on anything but what `encrypt` writes. */
function fromBase64Url(text: string) {
  return Uint8Array.from(base64urlnopad.decode(text));
}
