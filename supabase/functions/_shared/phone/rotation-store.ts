import * as z from "zod";
import { codes } from "../platform/codes.ts";
import type { ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import type { HashPair } from "./choose-hashes.ts";

const closedNumber = z.object({
  key: z.string(),
  org_id: z.string(),
  bound_to: z.string(),
  closed: z.string(),
});
export type ClosedNumber = z.output<typeof closedNumber>;

/** A piece of what is walked through while a key is changed (`next_phone_numbers`). */
export const rotationStep = z.object({
  rotation: z.number(),
  setting: z.enum(codes.phone_key_setting),
  /** Of the new encryption key. */
  key_id: z.string(),
  place: z.enum(codes.phone_place),
  from: z.string().nullable(),
  upto: z.string().nullable(),
  passed: z.number(),
  ends: z.boolean(),
  numbers: z.array(closedNumber),
});
export type RotationStep = z.output<typeof rotationStep>;

/** How a change of a key stands (`rotation_health`). */
export const rotationStanding = z.object({
  setting: z.enum(codes.phone_key_setting),
  key_id: z.string(),
  state: z.enum(["waiting", "walking", "left_over", "over"]),
  moves_from: z.string(),
  /** Rows walked past, of all of them. */
  done: z.number(),
  total: z.number(),
  /** Numbers, in all walks. */
  moved: z.number(),
  seconds_left: z.number().nullable(),
  /** What the latest whole walk could not reach, rows by table or key. */
  left_over: z.record(z.string(), z.number()).nullable(),
});
export type RotationStanding = z.output<typeof rotationStanding>;

/** What became of a step's numbers: their hashes under both index keys, or what the newest encryption key closed. */
export type MovedNumber = HashPair | { key: string; closed: string; anew: string };

export interface RotationStore {
  /** Null: there is nothing to do now; with `after`, a step that is being kept meanwhile: nothing more to be read before it is. */
  next: (limit: number, after?: RotationStep) => Promise<RotationStep | null>;
  /** Null: the change is over already. */
  keep: (
    step: Omit<RotationStep, "numbers"> & { numbers: MovedNumber[] },
  ) => Promise<RotationStanding | null>;
}

/** `db` has the secret key. */
export function createRotationStore(db: ServiceDatabase): RotationStore {
  const call = createFunctionCaller(db);
  return {
    next: (limit, after) =>
      call(rotationStep.nullable(), "next_phone_numbers", {
        p_limit: limit,
        ...(after && { p_after: withoutNumbers(after) }),
      }),
    keep: (step) => call(rotationStanding.nullable(), "keep_phone_numbers", { p_step: step }),
  };
}

/** Where the walk stands behind a step, for `next_phone_numbers`. */
export function withoutNumbers({ numbers: _numbers, ...step }: RotationStep) {
  return step;
}
