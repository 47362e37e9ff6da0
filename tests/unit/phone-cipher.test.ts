import assert from "node:assert/strict";
import { createPhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { key32, leastEnvironment } from "./settings-environment.ts";

const phone = "+919876543210";
const ref = { orgId: "org-1", rowId: "row-1", column: "contact_phone" };

function cipherWith(keys: string, indexKey = key32(9)) {
  return createPhoneCipher(
    parseSettings({ ...leastEnvironment, PHONE_ENCRYPTION_KEYS: keys, PHONE_INDEX_KEY: indexKey }),
  );
}

const cipher = cipherWith(`k1:${key32(1)}`);

Deno.test("what was encrypted opens in its place, and no two ciphertexts are equal", async () => {
  const [one, other] = await Promise.all([cipher.encrypt(ref, phone), cipher.encrypt(ref, phone)]);
  assert.match(one, /^v1\.k1\.[\w-]{16}\.[\w-]+$/);
  assert.notEqual(one, other);
  assert.equal(await cipher.decrypt(ref, one), phone);
});

Deno.test("a ciphertext moved to another organisation, row or column does not open", async () => {
  const sealed = await cipher.encrypt(ref, phone);
  for (const moved of [{ orgId: "org-2" }, { rowId: "row-2" }, { column: "other" }]) {
    await assert.rejects(cipher.decrypt({ ...ref, ...moved }, sealed));
  }
});

Deno.test("a ciphertext that was changed anywhere does not open", async () => {
  const sealed = await cipher.encrypt(ref, phone);
  const [version, id, iv = "", text = ""] = sealed.split(".");
  const flip = (part: string) => `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`;
  const changed = [
    [version, id, flip(iv), text],
    [version, id, iv, flip(text)],
    [version, id, iv, text.slice(0, -3)],
    ["v2", id, iv, text],
    [version, "k9", iv, text],
    [version, id, iv, text, "more"],
    [phone],
    [""],
  ];
  for (const parts of changed) await assert.rejects(cipher.decrypt(ref, parts.join(".")), parts.join("."));
});

Deno.test("after a rotation new values use the new key and old ones still open, until their key is gone", async () => {
  const old = await cipher.encrypt(ref, phone);
  const rotated = cipherWith(`k2:${key32(2)},k1:${key32(1)}`);
  assert.equal(await rotated.decrypt(ref, old), phone);
  const renewed = await rotated.encrypt(ref, phone);
  assert.match(renewed, /^v1\.k2\./);
  await assert.rejects(cipherWith(`k2:${key32(2)}`).decrypt(ref, old));
});

Deno.test("equal numbers of one organisation hash alike, and those of two organisations or two keys do not", async () => {
  const hash = await cipher.hash("org-1", phone);
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.equal(await cipher.hash("org-1", phone), hash);
  assert.notEqual(await cipher.hash("org-2", phone), hash);
  assert.notEqual(await cipherWith(`k1:${key32(1)}`, key32(8)).hash("org-1", phone), hash);
});

Deno.test("a fingerprint is never a phone hash, so that one cannot be asked for the other", async () => {
  assert.notEqual(await cipher.fingerprint(`phone\0org-1\0${phone}`), await cipher.hash("org-1", phone));
});

Deno.test("the hash without an organisation is equal for equal numbers under one index key, and no other hash is it", async () => {
  const hash = await cipher.globalHash(phone);
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.equal(await cipherWith(`k2:${key32(2)}`).globalHash(phone), hash);
  assert.notEqual(await cipher.globalHash("+919876543211"), hash);
  assert.notEqual(await cipherWith(`k1:${key32(1)}`, key32(8)).globalHash(phone), hash);
  assert.notEqual(await cipher.hash("", phone), hash);
  // The same label under the index key itself would let one kind of hash be made from the other's.
  assert.notEqual(await cipher.fingerprint(`dnc:${phone}`), hash);
});
