import { base64urlnopad, hex } from "@scure/base";
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

export type PhoneCipher = ReturnType<typeof createPhoneCipher>;

const utf8 = new TextEncoder();

/**
 * AES-256-GCM under the newest of `phoneEncryptionKeys`, and keyed hashes (HMAC-SHA-256) under `phoneIndexKey`.
 * Ciphertexts are `v1.<key id>.<iv base64url>.<ciphertext base64url>`; each names its key, so that older keys
 * still open what they closed. Keys are imported once, and cannot be exported again. None is used that is not the one it
 * was: all but `fingerprint` throw a `PhoneKeyError` then, and what `checkKeys` throws when it cannot be asked.
 */
export function createPhoneCipher(settings: KeySettings, checkKeys = trustKeys(settings)) {
  const watch = createKeyWatch(checkKeys);
  const keys = settings.phoneEncryptionKeys.map(({ id, key }) => ({
    id,
    key: crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]),
  }));
  const hmacAlgorithm = { name: "HMAC", hash: "SHA-256" };
  const indexKey = crypto.subtle.importKey("raw", settings.phoneIndexKey, hmacAlgorithm, false, ["sign"]);
  const globalKey = deriveGlobalKey(settings.phoneIndexKey);

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
  async function requireKeys(): Promise<void> {
    const { wrong } = await watch.recall();
    if (wrong.length > 0) throw new PhoneKeyError("phone_key_wrong", wrong);
  }

  async function hmac(key: Promise<CryptoKey>, text: string): Promise<string> {
    const signature = await crypto.subtle.sign("HMAC", await key, utf8.encode(text));
    return hex.encode(new Uint8Array(signature));
  }

  return {
    encrypt,
    decrypt,
    requireKeys,
    /** Asks anew whether the keys are the right ones. */
    checkKeys: watch.ask,
    /** For look-up: equal numbers of one organisation are equal, those of two organisations are not. */
    hash: async (orgId: string, e164: string): Promise<string> => {
      await requireKeys();
      return await hmac(indexKey, `phone\0${orgId}\0${e164}`);
    },
    /** For the operator's list and the registries: equal numbers are equal whoever calls them. No tenant may see it. */
    globalHash: async (e164: string): Promise<string> => {
      await requireKeys();
      return await hmac(globalKey, `dnc:${e164}`);
    },
    /** For comparing whole requests without keeping them. */
    fingerprint: (text: string): Promise<string> => hmac(indexKey, `request\0${text}`),
  };
}

/**
 * The key of the hashes without an organisation. Derived from `PHONE_INDEX_KEY` and not a setting of its own: independent of
 * it (HKDF, a label of its own), so that neither kind of hash tells of the other, and there is nothing more to set, to lose
 * or to rotate out of step. Its check value is that of `PHONE_INDEX_KEY`: another key stops calling, as for every number.
 */
async function deriveGlobalKey(indexKey: BufferSource): Promise<CryptoKey> {
  const source = await crypto.subtle.importKey("raw", indexKey, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8.encode("dnc:") };
  return await crypto.subtle.deriveKey(
    derivation,
    source,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign"],
  );
}

function gcm(iv: BufferSource, { orgId, rowId, column }: CipherRef) {
  return { name: "AES-GCM", iv, additionalData: utf8.encode(`${orgId}|${rowId}|${column}`) };
}

/** Throws on anything but what `encrypt` writes. */
function fromBase64Url(text: string) {
  return Uint8Array.from(base64urlnopad.decode(text));
}
