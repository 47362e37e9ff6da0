import { z } from "zod";
import { codes } from "../../supabase/functions/_shared/platform/codes.ts";

const tableSchema = z.strictObject({
  name: z.string().regex(/^[a-z_]+\.[a-z0-9_]+$/),
  columns: z.array(z.string()),
  file: z.string().regex(/^[a-z0-9_.]+\.copy\.gz$/),
  rows: z.int(),
  sha256: z.string(),
});
export type BackedUpTable = z.infer<typeof tableSchema>;

/** What a backup says of itself: which database it is of, what is in each file, and which keys its ciphertexts need. */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** The database's time when its snapshot was taken. */
  taken_at: z.iso.datetime({ offset: true }),
  postgres: z.string(),
  migrations: z.array(z.string()).min(1),
  tables: z.array(tableSchema).min(1),
  sequences: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  cron: z.array(z.strictObject({ name: z.string(), schedule: z.string(), command: z.string() })),
  /** What Vault keeps for organisations, closed with the newest key: tokens and secrets, never a key of ours. */
  secrets: z.string(),
  keys: z.strictObject({
    /** The one that sealed this. */
    newest: z.string(),
    /** Those that ciphertexts in it need. */
    used: z.array(z.string()),
    checks: z.array(z.strictObject({
      setting: z.enum(codes.phone_key_setting),
      key_id: z.string(),
      check_value: z.string(),
    })),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The file itself: the manifest, and its signature under the newest key. */
export const sealedManifestSchema = z.strictObject({ manifest: z.unknown(), seal: z.string() });

/** What is signed. */
export function manifestText(manifest: unknown): string {
  return JSON.stringify(manifest);
}
