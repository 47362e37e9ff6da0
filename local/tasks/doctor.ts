import { examine } from "../doctor/examine.ts";
import { describeAgentTools, promptLines } from "../doctor/describe-agent-tools.ts";
import { renderFinding } from "../doctor/finding.ts";
import { buildFunctionEnvironment, readGivenSettings } from "../stack/function-environment.ts";
import { readOrMakeKeys } from "../stack/keys.ts";
import { readStackSettings } from "../stack/settings.ts";
import { StackError } from "../stack/stack-error.ts";
import { readLiveState } from "../stack/state-file.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// One line for each outside connection. Exit code 1 when one of them is wrong.
await runTask(async () => {
  const environment = await readEnvironment();
  if (environment === undefined) {
    throw new StackError(
      "Nothing runs here. Run `deno task start` first, or set SUPABASE_URL and the functions' settings of a hosted project.",
    );
  }
  const findings = await examine(environment);
  for (const finding of findings) printLine(renderFinding(finding));
  if (Deno.args.includes("--agent-tools")) printAgentTools(environment);
  return findings.some(({ state }) => state === "wrong") ? 1 : 0;
});

/** The running stack's settings; or, with SUPABASE_URL set, those of the environment: a hosted project's. */
async function readEnvironment(): Promise<Record<string, string> | undefined> {
  const env = Deno.env.toObject();
  if (env.SUPABASE_URL) return env;
  const settings = readStackSettings(env);
  const state = await readLiveState(settings.dataDir);
  if (state === undefined) return undefined;
  const given = await readGivenSettings(settings);
  return buildFunctionEnvironment({
    given,
    keys: await readOrMakeKeys(settings.dataDir),
    apiUrl: state.apiUrl,
    outside: {
      bolnaApiUrl: state.bolnaApiUrl,
      hubspotApiUrl: state.hubspotApiUrl,
    },
  });
}

/** What is pasted at Bolna; the secret is in it. */
function printAgentTools({ SUPABASE_URL, AGENT_TOOLS_SECRET }: Record<string, string>): void {
  printLine("\nIn the agent's prompt at Bolna:");
  for (const line of promptLines) printLine(`  ${line}`);
  const tools = describeAgentTools(
    `${SUPABASE_URL}/functions/v1`,
    AGENT_TOOLS_SECRET ?? "<AGENT_TOOLS_SECRET>",
  );
  for (const { name, json } of tools) printLine(`\nIn its functions, "Write manually": ${name}\n${json}`);
}
