import { isAlive, type ProcessRecord, readParent, readProcessIdentity } from "../stack/process-identity.ts";

const pollMs = 1_000;

/**
 * Resolves when somebody wants this process to stop: by Ctrl-C or a signal, or by ending the `npx` that started it,
 * which ends without passing a signal on. One Ctrl-C arrives more than once (terminal, npx and `deno task` each send
 * it), so repeated ones mean nothing.
 */
export async function stopRequest(): Promise<void> {
  const npx = await findNpx();
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      Deno.addSignalListener(signal, () => resolve());
    }
    if (npx === undefined) return;
    const timer = setInterval(async () => {
      if (await isAlive(npx)) return;
      clearInterval(timer);
      resolve();
    }, pollMs);
  });
}

async function findNpx(): Promise<ProcessRecord | undefined> {
  for (let pid = Deno.pid, steps = 0; steps < 6; steps++) {
    const parent = await readParent(pid);
    if (parent === undefined || parent.pid <= 1) return undefined;
    const identity = await readProcessIdentity(parent.pid);
    if (identity === undefined) return undefined;
    if (/\bnpm exec\b|\bnpx(-cli\.js)?\b/.test(parent.commandLine)) {
      return { name: "npx", pid: parent.pid, identity };
    }
    pid = parent.pid;
  }
}
