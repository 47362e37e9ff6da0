import { z } from "zod";
import { readJson, removeIfThere, writePrivateJson } from "./private-file.ts";
import { isAlive, readProcessIdentity } from "./process-identity.ts";

const stateSchema = z.object({
  pid: z.number(),
  identity: z.string(),
  apiUrl: z.string(),
  functionsUrl: z.string(),
  dbUrl: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  jwtSecret: z.string(),
  bolnaApiUrl: z.string(),
  hubspotApiUrl: z.string(),
  /** The simulator of this stack is in use: what is in it may be changed at will. */
  hubspotIsSimulated: z.boolean(),
  bolnaIsSimulated: z.boolean().default(false),
  consoleUrl: z.string(),
  webhookSecret: z.string(),
  agentToolsSecret: z.string().default(""),
  metricsToken: z.string().default(""),
});

export type StackState = z.infer<typeof stateSchema>;

const pathIn = (dataDir: string) => `${dataDir}/stack.json`;

/** Tells other tasks where this process's stack is. */
export async function writeState(
  dataDir: string,
  state: Omit<StackState, "pid" | "identity">,
): Promise<void> {
  const identity = await readProcessIdentity(Deno.pid);
  await writePrivateJson(pathIn(dataDir), { ...state, pid: Deno.pid, identity });
}

export async function removeState(dataDir: string): Promise<void> {
  await removeIfThere(pathIn(dataDir));
}

/** The stack that runs on this data directory now, or undefined: also when one was killed and left its file. */
export async function readLiveState(dataDir: string): Promise<StackState | undefined> {
  const state = stateSchema.safeParse(await readJson(pathIn(dataDir)).catch(() => undefined));
  if (!state.success) return undefined;
  const { pid, identity } = state.data;
  return await isAlive({ name: "stack", pid, identity }) ? state.data : undefined;
}
