import { checkSettings } from "../doctor/check-settings.ts";
import { renderFinding } from "../doctor/finding.ts";
import { readStackSettings } from "../stack/settings.ts";
import { type Stack, startStack } from "../stack/start-stack.ts";
import { surviveLostConnections } from "../stack/survive-lost-connections.ts";
import { followCalls } from "./follow-calls.ts";
import { printLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";
import { stopRequest } from "./stop-request.ts";
import { runTask } from "./run-task.ts";

// Brings the whole system up, keeps it up and shows the calls as they move. Ctrl-C ends it; the data stays.

// What is still there then is ended by the watchdog.
const longestStopMs = 9_000;

await runTask(async () => {
  const { reset = false } =
    readArguments("start knows --reset only.", { options: { reset: { type: "boolean" } } }).values;
  const stopAsked = stopRequest();
  const settings = { ...readStackSettings(Deno.env.toObject()), reset, log: printLine };
  surviveLostConnections(printLine);
  printLine("Starting …");
  const stack = await startStack(settings);
  printLine(introduce(stack));
  const { finding } = checkSettings(stack.functionEnvironment());
  if (finding.state !== "ok") printLine(`${renderFinding(finding)}\n`);
  const stopFollowing = followCalls(stack.sql, printLine);
  const databaseLost = await Promise.race([
    stopAsked.then(() => false),
    stack.databaseEnded.then(() => true),
  ]);
  printLine(databaseLost ? "The database server has ended; stopping the rest." : "Stopping …");
  setTimeout(() => Deno.exit(1), longestStopMs);
  stopFollowing();
  await stack.close();
  return databaseLost ? 1 : 0;
});

function introduce(stack: Stack): string {
  return `
  Console    ${stack.consoleUrl}
  API        ${stack.apiUrl}
  Functions  ${stack.functionsUrl}
  Database   ${stack.dbUrl}
  Bolna      ${stack.bolnaApiUrl}${stack.bolna ? "  (simulator: nobody is called)" : ""}
  HubSpot    ${stack.hubspotApiUrl}${
    stack.hubspot ? "  (simulator; begins with the same contacts each time)" : ""
  }

  Publishable key  ${stack.publishableKey}
  Secret key       ${stack.secretKey}

  Sign in to acme as admin@acme.test, member@acme.test or viewer@acme.test, to globex as admin@globex.test;
  the password is password1234.

Ready. Ctrl-C stops everything; calls show up below as they move.
`;
}
