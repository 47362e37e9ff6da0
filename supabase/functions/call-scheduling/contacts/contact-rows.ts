import * as z from "zod";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { contactProblem } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

/** A row of `list_contacts`. */
export const contactRow = z.object({
  contact_id: z.string(),
  contact_name: z.string(),
  phone_enc: z.string().nullable(),
  last_checkup_date: z.string().nullable(),
  time_zone: z.string().nullable(),
  language: z.string().nullable(),
  owner_id: z.string().nullable(),
  do_not_call: z.boolean(),
  problems: z.array(contactProblem),
  problem: z.string().nullable(),
  properties: z.record(z.string(), z.unknown()),
  hubspot_modified_at: time.nullable(),
  updated_at: time,
});

export type ContactRow = z.output<typeof contactRow>;
