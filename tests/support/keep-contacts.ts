import { placeColumns } from "../../supabase/functions/_shared/phone/describe-number.ts";
import { contactPhoneRef, createPhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { TestStack } from "./start-test-stack.ts";

export type ContactSeed = {
  contact_id: string;
  contact_name?: string;
  /** E.164; null: the contact has none. */
  phone?: string | null;
  phone_problem?: "missing" | "invalid" | "special";
  last_checkup_date?: string | null;
  checkup_problem?: "missing" | "unreadable";
  do_not_call?: boolean;
  problem?: string | null;
  time_zone?: string | null;
  language?: string | null;
  properties?: Record<string, string>;
  merged_ids?: string[];
  removed_reason?: "deleted" | "merged";
};

/** Puts contacts into an organisation's cache as a sync would leave them. Without more said, one that can be called. */
export async function keepContacts(stack: TestStack, slug: string, seeds: ContactSeed[]): Promise<void> {
  const cipher = createPhoneCipher(parseSettings(stack.functionEnvironment()));
  const [org] = await stack.sql`select id from public.organizations where slug = ${slug}`;
  const orgId = String(org?.id);
  for (const seed of seeds) {
    const { contact_id: id, phone = `+9198764${id.padStart(5, "0")}`, last_checkup_date = "2026-01-05" } =
      seed;
    const sealed = phone === null ? null : await cipher.encrypt(contactPhoneRef(orgId, id), phone);
    const hash = phone === null ? null : await cipher.hash(orgId, phone);
    const place = placeColumns(phone);
    const { removed_reason = null } = seed;
    await stack.sql`
      insert into public.contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, time_zone,
        language, do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids, removed_at,
        removed_reason, phone_country, phone_regions, phone_zones, phone_zone_source)
      values (${orgId}, ${id}, ${seed.contact_name ?? `Contact ${id}`}, ${sealed}, ${hash},
        ${phone === null ? seed.phone_problem ?? "missing" : null}, ${seed.time_zone ?? null},
        ${seed.language ?? null}, ${seed.do_not_call ?? false}, ${last_checkup_date},
        ${last_checkup_date === null ? seed.checkup_problem ?? "missing" : null},
        ${stack.sql.json(seed.properties ?? {})}, ${seed.problem ?? null}, ${seed.merged_ids ?? []},
        ${removed_reason === null ? null : stack.sql`now()`}, ${removed_reason}, ${place.phone_country},
        ${[...place.phone_regions]}, ${[...place.phone_zones]}, ${place.phone_zone_source})`;
  }
}
