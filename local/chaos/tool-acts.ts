import type { World } from "./world.ts";

/** The reference of one of the calls that were dialled, the live ones first. */
export async function pickAttempt({ db: { sql } }: World, which: number): Promise<string | undefined> {
  const rows = await sql<{ id: string }[]>`
    select id from public.call_attempts order by state = 'ended', claimed_at desc, id limit 8`;
  return rows[which % Math.max(1, rows.length)]?.id;
}
