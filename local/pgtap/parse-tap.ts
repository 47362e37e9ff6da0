export interface TapResult {
  passed: number;
  /** What went wrong, one entry for each failed assertion and for a plan that was not kept. */
  failures: string[];
}

/** Reads the lines of one pgTAP file. A file without a plan, or with another number of assertions, fails. */
export function parseTap(lines: readonly string[]): TapResult {
  let planned: number | undefined;
  let passed = 0;
  const failures: string[] = [];
  for (const line of lines) {
    const [, plan] = /^1\.\.(\d+)/.exec(line) ?? [];
    if (plan !== undefined) planned = Number(plan);
    else if (/^ok\b/.test(line) || /^not ok\b.*# TODO\b/i.test(line)) passed++;
    else if (/^not ok\b/.test(line)) failures.push(line);
    // What pgTAP says about the failure before it.
    else if (/^#/.test(line) && failures.length > 0) failures.push(`${failures.pop()}\n    ${line}`);
  }
  const ran = passed + failures.length;
  if (planned === undefined) failures.push("no plan");
  else if (planned !== ran) failures.push(`planned ${planned} assertions but ran ${ran}`);
  return { passed, failures };
}
