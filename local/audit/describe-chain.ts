import type { CheckedChain } from "./check-trail.ts";
import type { TrailFilter } from "./read-trail.ts";

/** What is said of a checked month, a line each: what it is, then what is wrong with it. */
export function describeChain(
  { chain, rows, seals, unsealed, unsealedSince, erased, problems }: CheckedChain,
): string[] {
  const { org, month, pruned } = chain;
  const parts = [`${count(rows, "row")} in ${count(seals, "seal")}`];
  if (pruned !== null) {
    parts.push(
      `${
        count(pruned.row_count, "row")
      } of seals 1 to ${pruned.last_number} pruned, the last at ${pruned.pruned_at}, hash ${pruned.hash}`,
    );
  }
  if (erased > 0) parts.push(`what was personal in ${erased} of them was erased`);
  if (unsealed > 0) parts.push(`${count(unsealed, "row")} not sealed yet, since ${unsealedSince}`);
  const verdict = problems.length === 0 ? "ok    " : "FAILED";
  return [
    `${verdict} ${nameOf(org)} ${month}: ${parts.join("; ")}`,
    ...problems.map((problem) => `       ${problem}`),
  ];
}

/** null: rows of no organisation. */
export function nameOf(org: string | null): string {
  return org ?? "(no organisation)";
}

/** Why there is nothing to check or to export. */
export function describeNothing({ org, month }: TrailFilter): string {
  const whose = org === undefined ? "anybody" : nameOf(org);
  return `There is nothing of ${whose}${month === undefined ? "" : ` in ${month}`}.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
