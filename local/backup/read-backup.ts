import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { readJson } from "../stack/private-file.ts";
import { StackError } from "../stack/stack-error.ts";
import { constantTimeEqual } from "../../supabase/functions/_shared/platform/constant-time-equal.ts";
import type { BackupKeys } from "./backup-keys.ts";
import { type Manifest, manifestSchema, manifestText, sealedManifestSchema } from "./manifest.ts";

/**
 * What a backup says of itself, once it is certain that nothing in it was changed or is missing and that the keys at hand are
 * those that its numbers were stored with. Throws a StackError that says what is wrong; nothing is written before.
 */
export async function readBackup(directory: string, keys: BackupKeys): Promise<Manifest> {
  const manifest = await readManifest(directory, keys);
  refuseWrongKeys(manifest, keys);
  for (const { file, sha256 } of manifest.tables) {
    const found = await hashFile(`${directory}/${file}`);
    if (found === undefined) throw new StackError(`${file} is missing in the backup: nothing was restored.`);
    if (found !== sha256) {
      throw new StackError(`${file} was changed since the backup was made: nothing was restored.`);
    }
  }
  return manifest;
}

async function readManifest(directory: string, keys: BackupKeys): Promise<Manifest> {
  const path = `${directory}/manifest.json`;
  const text = await readJson(path).catch(() => null);
  if (text === undefined) throw new StackError(`${directory} holds no backup: there is no manifest.json.`);
  const sealed = sealedManifestSchema.safeParse(text);
  const parsed = manifestSchema.safeParse(sealed.data?.manifest);
  if (!sealed.success || !parsed.success) {
    throw new StackError(`${path} is not what a backup of this version begins with: nothing was restored.`);
  }
  const { newest } = parsed.data.keys;
  const seal = await keys.sign(newest, manifestText(sealed.data.manifest));
  if (seal === null) {
    throw new StackError(
      `The backup was made with the key ${newest} of PHONE_ENCRYPTION_KEYS, which is not among those set here: put it there, nothing was restored.`,
    );
  }
  const known = parsed.data.keys.checks.find(({ key_id, setting }) =>
    setting === "PHONE_ENCRYPTION_KEYS" && key_id === newest
  );
  const here = keys.checks.find(({ key_id, setting }) =>
    setting === "PHONE_ENCRYPTION_KEYS" && key_id === newest
  );
  if (known !== undefined && known.check_value !== here?.check_value) refuseWrongKeys(parsed.data, keys);
  if (!constantTimeEqual(seal, sealed.data.seal)) {
    throw new StackError(`${path} was changed since the backup was made: nothing was restored.`);
  }
  return parsed.data;
}

/** Numbers that were stored with other keys than those at hand could never be read again. */
function refuseWrongKeys({ keys: { checks, used } }: Manifest, keys: BackupKeys): void {
  const wrong = checks.filter(({ setting, key_id, check_value }) => {
    const here = keys.checks.find((key) => key.setting === setting && key.key_id === key_id);
    if (here === undefined) return setting === "PHONE_INDEX_KEY" || used.includes(key_id);
    return here.check_value !== check_value;
  });
  if (wrong.length === 0) return;
  const names = wrong.map(({ setting, key_id }) => key_id === "" ? setting : `${key_id} of ${setting}`);
  throw new StackError(
    `The keys at hand are not those of the backup (${
      names.join(", ")
    }): set the ones that it was made with, nothing was restored.`,
  );
}

async function hashFile(path: string): Promise<string | undefined> {
  if (await Deno.stat(path).then(({ isFile }) => isFile, () => false) === false) return undefined;
  const digest = createHash("sha256");
  await pipeline(
    createReadStream(path),
    new Writable({
      write(chunk: Uint8Array, _encoding, done) {
        digest.update(chunk);
        done();
      },
    }),
  );
  return digest.digest("hex");
}
