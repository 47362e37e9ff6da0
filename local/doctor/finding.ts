/** What one check found. `advice` says how to mend what is wrong. */
export interface Finding {
  name: string;
  state: "ok" | "warning" | "wrong";
  says: string;
  advice?: string;
}

const signs = { ok: "ok     ", warning: "warning", wrong: "WRONG  " };

/** One line for the terminal. */
export function renderFinding({ name, state, says, advice }: Finding): string {
  return `${signs[state]}  ${name.padEnd(15)} ${says}${advice === undefined ? "" : ` → ${advice}`}`;
}

/** A probe's answer, or why there was none. Never throws; gives up after ten seconds. */
export async function probe(url: string, init: RequestInit = {}): Promise<Response | string> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
