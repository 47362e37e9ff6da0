import { parseArgs } from "node:util";
import { checkSettings } from "../doctor/check-settings.ts";
import { renderFinding } from "../doctor/finding.ts";
import { readStackSettings } from "../stack/settings.ts";
import { StackError } from "../stack/stack-error.ts";
import { type Stack, startStack } from "../stack/start-stack.ts";
import { followCalls } from "./follow-calls.ts";
import { printLine } from "./print.ts";
import { stopRequest } from "./stop-request.ts";
import { runTask } from "./run-task.ts";

// Brings the whole system up, keeps it up and shows the calls as they move. Ctrl-C ends it; the data stays.

// What is still there then is ended by the next start.
const longestStopMs = 4_500;

await runTask(async () => {
  const { reset } = readArguments();
  const stopAsked = stopRequest();
  const settings = { ...readStackSettings(Deno.env.toObject()), reset, log: printLine };
  surviveLostConnections();
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
  await stopFollowing();
  await stack.close();
  return databaseLost ? 1 : 0;
});

/** PostgreSQL's shutdown codes, and what a write to a connection that is gone ends in. */
const lostConnection = [
  "57P01",
  "57P02",
  "57P03",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "EPIPE",
  "ECONNRESET",
];

/**
 * The database's driver asks every new connection for its types and writes to it without a catch: one that is killed in
 * that moment would end the stack, although the next query simply connects again.
 */
function surviveLostConnections(): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    const reason: unknown = event.reason;
    if (!(reason instanceof Error) || !lostConnection.includes(String(Reflect.get(reason, "code")))) return;
    event.preventDefault();
    printLine("A database connection was lost; the next query makes a new one.");
  });
}

function readArguments(): { reset: boolean } {
  try {
    return {
      reset: parseArgs({ args: Deno.args, options: { reset: { type: "boolean" } } }).values.reset ?? false,
    };
  } catch {
    throw new StackError(`start knows the option --reset only, not "${Deno.args.join(" ")}".`);
  }
}

function introduce(stack: Stack): string {
  return `
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
