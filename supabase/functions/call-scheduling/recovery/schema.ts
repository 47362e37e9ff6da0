import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { oneOf } from "../shared/fields.ts";

const time = z.string().transform(formatTimestamp).openapi({ format: "date-time" });
const count = z.int().min(0);

/** As SQL presents it (private.organization_recovery). */
export const recovery = z.object({
  backup_taken_at: time.openapi({ description: "The moment to which the database was brought back." }),
  restored_at: time,
  state: z.enum(["adopting", "waiting", "over"]).openapi({
    description:
      "adopting: nothing is called; what Bolna called since the backup is being read from its lists, and then the " +
      "operator lets calling go on. waiting: for an admin's word on what missed and rung count. over: nothing waits.",
  }),
  adopted: count.openapi({
    description: "Calls that were made after the backup and are known again, with how they ended.",
  }),
  unknown: count.openapi({
    description: "Of these, calls that were booked after the backup: written down anew by Bolna's record.",
  }),
  missed: count.openapi({ description: "Calls that wait, since their time passed meanwhile." }),
  rung: count.openapi({
    description: "Numbers that wait, since they were called after the backup by an unknown call.",
  }),
  released_at: time.nullable().openapi({ description: "When an admin said what becomes of them." }),
}).openapi("Recovery", {
  description: "What the latest restore of the database means for the organisation.",
});

export type Recovery = z.output<typeof recovery>;

const choice = oneOf(codes.recovery_choice);

export const release = z.strictObject({
  missed: choice.openapi({
    description: "call: they go out now, as the calling policy lets them. cancel: they are cancelled.",
  }),
  rung: choice.default("cancel").openapi({
    description:
      "call: what waits for these numbers goes out. cancel (the default): it is cancelled. Either way they may be called again.",
  }),
});
export type Release = z.output<typeof release>;
