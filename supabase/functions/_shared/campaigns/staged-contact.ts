import * as z from "zod";
import type { FieldCode } from "../platform/field-problem.ts";
import { type Code, codes } from "../platform/codes.ts";

/** A contact on its way into a campaign; its number is closed for the call that will have its id. */
export interface StagedContact {
  line: number;
  id: string;
  contact_id: string | null;
  contact_name: string;
  phone_enc: string;
  phone_hash: string;
  global_phone_hash: string;
  phone_last4: string;
  phone_country: string | null;
  phone_regions: readonly string[];
  phone_zones: readonly string[];
  phone_zone_source: Code<"zone_source"> | null;
  time_zone: string | null;
}

/** A row that is not taken, and why. Nothing of the number is in it. */
export interface Rejection {
  line: number;
  field: string;
  code?: FieldCode | undefined;
  reason: string;
}

/** A contact of HubSpot's as it is kept (contacts_to_close). */
export const contactToClose = z.object({
  place: z.int(),
  contact_id: z.string(),
  is_known: z.boolean(),
  is_broken: z.boolean(),
  contact_name: z.string().nullable(),
  phone_enc: z.string().nullable(),
  phone_hash: z.string().nullable(),
  phone_problem: z.enum(codes.phone_problem).nullable(),
  phone_country: z.string().nullable(),
  phone_regions: z.array(z.string()).nullable(),
  phone_zones: z.array(z.string()).nullable(),
  phone_zone_source: z.enum(codes.zone_source).nullable(),
});
export type ContactToClose = z.output<typeof contactToClose>;
