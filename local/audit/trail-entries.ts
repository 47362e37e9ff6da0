import { z } from "zod";

const month = z.string().regex(/^\d{4}-\d\d$/);
const moment = z.string();
const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What is left of seals that were pruned with their rows. */
const pruning = z.object({
  last_number: z.int(),
  row_count: z.int(),
  hash,
  last_at: moment,
  pruned_at: moment,
});

/** Of which month of which organisation (null: rows of none) the entries that follow are, and up to which row's id it was sealed. */
const chainEntry = z.object({
  kind: z.literal("chain"),
  version: z.literal(1),
  org: z.string().nullable(),
  org_id: z.guid().nullable(),
  month,
  sealed_to: z.int(),
  pruned: pruning.nullable(),
});

const sealEntry = z.object({
  kind: z.literal("seal"),
  number: z.int(),
  follows: hash.or(z.literal("")),
  follows_month: month.nullable(),
  follows_number: z.int().nullable(),
  row_ids: z.array(z.int()),
  row_hashes: hex,
  row_salts: hex,
  personal: z.array(z.string()),
  first_at: moment,
  last_at: moment,
  sealed_at: moment,
  hash,
});

/** A row of the trail; `changes` as `parseWrittenJson` gives it. */
const rowEntry = z.object({
  kind: z.literal("row"),
  id: z.int(),
  org_id: z.guid().nullable(),
  occurred_at: moment,
  actor_id: z.guid().nullable(),
  actor_kind: z.string(),
  action: z.string(),
  table_name: z.string(),
  row_id: z.string(),
  changes: z.record(z.string(), z.unknown()),
  /** What was personal in it is gone: the hash that its seal holds of that, and which erasure it was. */
  erased: z.object({ personal_hash: hash, erasure_id: z.guid(), erased_at: moment }).nullish(),
});

export type Pruning = z.output<typeof pruning>;
export type ChainEntry = z.output<typeof chainEntry>;
export type SealEntry = z.output<typeof sealEntry>;
export type RowEntry = z.output<typeof rowEntry>;

/** What an exported month consists of, a line each: its chain, then each seal before the first row that it holds. */
export const trailEntry = z.discriminatedUnion("kind", [chainEntry, sealEntry, rowEntry]);
export type TrailEntry = z.output<typeof trailEntry>;
