import { DemoFailure } from "../demo/demo-failure.ts";
import { tellCampaign } from "../demo/tell-campaign.ts";
import { tellCallingPolicy } from "../demo/tell-calling-policy.ts";
import { tellCheckupCalls } from "../demo/tell-checkup-calls.ts";
import { tellMainJob } from "../demo/tell-main-job.ts";
import { readDataDir, readStackSettings } from "../stack/settings.ts";
import { startStack } from "../stack/start-stack.ts";
import { readLiveState } from "../stack/state-file.ts";
import { printLine } from "./print.ts";
import { refuseArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

const say = (line = "") => printLine(line);

/** Runs the stories on the stack that is up, or on one started for it. Returns the exit code. */
async function runDemo(): Promise<number> {
  const env = Deno.env.toObject();
  const running = await readLiveState(readDataDir(env));
  if (running !== undefined) return await tell(running);
  say("Nothing runs here yet: starting the stack for this demo.");
  const stack = await startStack({ ...readStackSettings(env), log: say });
  try {
    return await tell(stack);
  } finally {
    await stack.close();
  }
}

async function tell(stack: Parameters<typeof tellMainJob>[0]): Promise<number> {
  try {
    await tellMainJob(stack, say);
    say("");
    await tellCheckupCalls(stack, say);
    say("");
    await tellCallingPolicy(stack, say);
    say("");
    await tellCampaign(stack, say, `${readDataDir(Deno.env.toObject())}/campaign-report.html`);
    return 0;
  } catch (error) {
    if (!(error instanceof DemoFailure)) throw error;
    say(`\nThe demo stopped: ${error.message}`);
    say(
      "It goes by the demo data as `deno task start -- --reset` makes them: members, hours and rules that were changed stop it.",
    );
    return 1;
  }
}

await runTask(async () => {
  refuseArguments("demo");
  return await runDemo();
});
