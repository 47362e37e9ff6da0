import * as z from "zod";
import type { Database } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { codes } from "../../_shared/platform/codes.ts";

const organization = z.object({
  id: z.guid(),
  slug: z.string(),
  time_zone: z.string(),
  calling_paused_reason: z.string().nullable(),
  /** Special numbers that may be called all the same, such as GB:PREMIUM_RATE. */
  allowed_number_kinds: z.array(z.string()),
  role: z.enum(codes.member_role),
});

export type Organization = z.output<typeof organization>;
export type Role = Organization["role"];

/** The caller's organisation behind a slug, with the caller's role. Unknown and not the caller's are the same 404. */
export async function findOrganization(db: Database, slug: string): Promise<Organization> {
  if (!/^[a-z0-9-]{1,63}$/.test(slug)) throw notFound();
  const call = createFunctionCaller(db);
  const found = await call(z.array(organization).max(1), "my_organization", { p_slug: slug });
  const [mine] = found;
  if (!mine) throw notFound();
  return mine;
}
