import type { PlaceColumns } from "../phone/describe-number.ts";
import type { Code } from "../platform/codes.ts";

/** A contact as it is kept: what `save_contacts_page` and `claim_looked_call` take. */
export interface KeptContact extends ContactFacts {
  phone_enc: string | null;
  phone_hash: string | null;
}

/** A contact as HubSpot has it, read and checked; its number is still in the clear. */
export interface PlainContact extends ContactFacts {
  /** E.164. */
  phone: string | null;
}

interface ContactFacts extends PlaceColumns {
  contact_id: string;
  /** 1 to 200 characters. */
  contact_name: string;
  phone_problem: Code<"phone_problem"> | null;
  /** ISO 3166-1. */
  address_country: string | null;
  /** ISO 3166-2, of the countries whose regions are known. */
  address_region: string | null;
  /** IANA. */
  time_zone: string | null;
  /** BCP 47. */
  language: string | null;
  owner_id: string | null;
  do_not_call: boolean;
  /** YYYY-MM-DD. */
  last_checkup_date: string | null;
  checkup_problem: Code<"checkup_problem"> | null;
  /** For custom conditions; further check-up dates as YYYY-MM-DD or `unreadable`. */
  properties: Record<string, string>;
  /** Why the record could not be taken as it is. */
  problem: string | null;
  /** Records that were merged into this one. */
  merged_ids: string[];
  /** RFC 3339 in UTC. */
  hubspot_modified_at: string | null;
}
