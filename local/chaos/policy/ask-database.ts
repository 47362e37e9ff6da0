import type { Sql } from "postgres";
import { z } from "zod";
import { type Purpose, toText, writeLaw } from "./law-in-database.ts";
import type { Span, Terms } from "./law.ts";
import { queueSeconds, type Verdict } from "./verdicts.ts";

const orgSchema = z.object({ id: z.string() });
const spanSchema = z.object({ opens: z.number(), closes: z.number() });
const verdictSchema = z.object({ at: z.number(), allowed: z.boolean(), until: z.number().nullable() });

export interface Answer {
  spans: Span[];
  verdicts: Verdict[];
}

/**
 * What the database makes of terms whose law it is given in place of its own: spans between two moments, and the judge's word on
 * some moments. Nothing of it stays.
 */
export async function askDatabase(
  sql: Sql,
  terms: Terms,
  { from, to, moments }: { from: number; to: number; moments: readonly number[] },
): Promise<Answer> {
  const purpose: Purpose = terms.isMarketing ? "marketing" : "service";
  const undo = new Error("undone on purpose");
  const answer: Answer = { spans: [], verdicts: [] };
  const asking = sql.begin(async (tx) => {
    const [org] = z.array(orgSchema).parse([
      ...await tx`select id from public.organizations order by id limit 1`,
    ]);
    if (org === undefined) throw new Error("There is no organisation to ask for.");
    await writeLaw(tx, terms, purpose, org.id);
    const rows = await tx`
      select (extract(epoch from opens) * 1000)::float8 as opens, (extract(epoch from closes) * 1000)::float8 as closes
      from private.compute_spans(${org.id}, ${purpose}, ${[...terms.jurisdictions]}, ${[...terms.zones]},
        ${toText(from)}, ${toText(to)})
      order by 1`;
    answer.spans = z.array(spanSchema).parse([...rows]).map(({ opens, closes }) => [opens, closes] as const);
    const verdicts = await tx`
      select (extract(epoch from m.at) * 1000)::float8 as at, d.outcome is null as allowed,
        (extract(epoch from d.until) * 1000)::float8 as until
      from unnest(${moments.map(toText)}::timestamptz[]) with ordinality m (at, number)
      cross join lateral (
        select (${org.id}, null, ${purpose}, 'ZZ', ${[...terms.zones]}, 'number', ${[
      ...terms.jurisdictions,
    ]})::private.call_terms as t
      ) c
      cross join lateral private.judge_hours(c.t, private.window_of(c.t, m.at), m.at, ${queueSeconds}) d
      order by m.number`;
    answer.verdicts = z.array(verdictSchema).parse([...verdicts]);
    throw undo;
  });
  await asking.catch((error) => {
    if (error !== undo) throw error;
  });
  return answer;
}
