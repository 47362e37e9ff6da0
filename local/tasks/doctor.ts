import { examine } from "../doctor/examine.ts";
import { describeAgentTools, promptLines } from "../doctor/describe-agent-tools.ts";
import { renderFinding } from "../doctor/finding.ts";
import { printLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";
import { readEnvironment } from "./read-environment.ts";
import { runTask } from "./run-task.ts";

// One line for each outside connection. Exit code 1 when one of them is wrong.
await runTask(async () => {
  const { values } = readArguments("doctor knows --agent-tools only.", {
    options: { "agent-tools": { type: "boolean" } },
  });
  const environment = await readEnvironment();
  const findings = await examine(environment);
  for (const finding of findings) printLine(renderFinding(finding));
  if (values["agent-tools"]) printAgentTools(environment);
  return findings.some(({ state }) => state === "wrong") ? 1 : 0;
});

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
