import type { Sql, TransactionSql } from "postgres";
import { type CheckedChain, checkTrail } from "./check-trail.ts";
import { describeChain, describeNothing, nameOf } from "./describe-chain.ts";
import { findLostMonths, listChains, readChain, type TrailFilter, withTrail } from "./read-trail.ts";
import { StackError } from "../stack/stack-error.ts";
import { readTrailFile } from "./trail-file.ts";

/**
 * Checks the trail in the database; says what each month came to, and whether all of it holds. Throws a StackError where there is
 * nothing to check: of an organisation that nobody knows nothing is as it was sealed.
 */
export function verifyDatabase(
  sql: Sql,
  filter: TrailFilter,
  say: (line: string) => void,
): Promise<boolean> {
  return withTrail(sql, (tx) => verifyWithin(tx, filter, say));
}

/** The same, as a transaction sees it. */
export async function verifyWithin(
  sql: TransactionSql,
  filter: TrailFilter,
  say: (line: string) => void,
): Promise<boolean> {
  let holds = true;
  const chains = await listChains(sql, filter);
  const lostMonths = await findLostMonths(sql, filter);
  if (chains.length + lostMonths.length === 0) throw new StackError(describeNothing(filter));
  for (const chain of chains) {
    for await (const checked of checkTrail(readChain(sql, chain))) holds = tell(checked, say) && holds;
  }
  for (const { org, month, lost } of lostMonths) {
    say(`FAILED ${nameOf(org)} ${lost}: it is missing, and ${month} follows it`);
    holds = false;
  }
  return holds;
}

/** The same of an exported file, without any database. */
export async function verifyFile(path: string, say: (line: string) => void): Promise<boolean> {
  let holds: boolean | undefined;
  for await (const checked of checkTrail(readTrailFile(path))) holds = tell(checked, say) && holds !== false;
  if (holds === undefined) throw new StackError(`${path} holds nothing.`);
  return holds;
}

function tell(checked: CheckedChain, say: (line: string) => void): boolean {
  for (const line of describeChain(checked)) say(line);
  return checked.problems.length === 0;
}
