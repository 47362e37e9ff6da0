import { hex } from "@scure/base";

/** Both kinds of hashes of a number under one index key. */
export interface NumberHashes {
  /** For look-up: equal numbers of one organisation are equal, those of two organisations are not. */
  hash: (orgId: string, e164: string) => Promise<string>;
  /** For the operator's list and the registries: equal numbers are equal whoever calls them. No tenant may see it. */
  globalHash: (e164: string) => Promise<string>;
  /** For comparing whole requests without keeping them. */
  fingerprint: (text: string) => Promise<string>;
}

const utf8 = new TextEncoder();

/** Keyed hashes (HMAC-SHA-256) under `key`, which is imported once and cannot be exported again. */
export function createHashes(key: BufferSource): NumberHashes {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const indexKey = crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  const globalKey = deriveGlobalKey(key);

  async function hmac(by: Promise<CryptoKey>, text: string): Promise<string> {
    const signature = await crypto.subtle.sign("HMAC", await by, utf8.encode(text));
    return hex.encode(new Uint8Array(signature));
  }

  return {
    hash: (orgId, e164) => hmac(indexKey, `phone\0${orgId}\0${e164}`),
    globalHash: (e164) => hmac(globalKey, `dnc:${e164}`),
    fingerprint: (text) => hmac(indexKey, `request\0${text}`),
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
