import type { Campaign } from "../openapi/api.types.ts";
import { DemoFailure } from "./demo-failure.ts";
import { waitUntil } from "./follow-call.ts";
import { type Caller, demoPassword, type DemoStack, signIn } from "./sign-in.ts";
import { takeAnswer } from "./take-answer.ts";

/** Of the simulated Bolna while this is told: a conversation of a minute takes a second. */
const fastClock = 0.02;

/**
 * A campaign from the spreadsheet to its end: `people` loaded from a file, asked who would be called, started,
 * paused in the middle, let go on, counted at its end, and reported in a file at `reportPath`. Through the public API alone, but for the clock of the simulated
 * Bolna and what its people do. Throws DemoFailure unless all of it really happened.
 */
export async function tellCampaign(
  stack: DemoStack,
  say: (line?: string) => void,
  reportPath: string,
  people = 50,
): Promise<void> {
  if (!stack.bolnaIsSimulated) {
    say("Bolna is a real one here: no campaign calls fifty people for a demo.");
    return;
  }
  const admin = await signIn(stack, { email: "admin@acme.test", password: demoPassword, orgSlug: "acme" });
  const clock = await changeClock(stack, fastClock);
  try {
    const campaign = await makeCampaign(admin, say);
    await loadFile(admin, campaign.id, stack, people, say);
    await startIt(admin, campaign.id, people, say);
    await pauseAndResume(admin, campaign.id, people, say);
    await finish(admin, campaign.id, people, say);
    await writeReport(admin, campaign.id, reportPath, say);
  } finally {
    await changeClock(stack, clock);
  }
  say(`\nDone: ${people} people called once each, paused and let go on.`);
}

/** Sets how fast the simulated Bolna lives, and gives how fast it did before. */
async function changeClock({ bolnaApiUrl }: DemoStack, clockFactor: number): Promise<number> {
  const url = `${bolnaApiUrl}/__simulator/settings`;
  const before: unknown = await (await fetch(url)).json();
  const changed = await fetch(url, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ clockFactor }),
  });
  await changed.body?.cancel();
  if (!changed.ok) throw new DemoFailure("the clock of the simulated Bolna could not be set");
  const factor = typeof before === "object" && before !== null && "clockFactor" in before
    ? Number(before.clockFactor)
    : 1;
  return factor;
}

function pathOf({ organization }: Caller, id: string) {
  return { params: { path: { ...organization, id } } };
}

async function readCampaign(caller: Caller, id: string): Promise<Campaign> {
  const { campaign } = await takeAnswer(
    caller.api.GET("/call-scheduling/{org_slug}/campaigns/{id}", pathOf(caller, id)),
  );
  return campaign;
}

async function makeCampaign(admin: Caller, say: (line?: string) => void): Promise<Campaign> {
  const { campaign } = await takeAnswer(
    admin.api.POST("/call-scheduling/{org_slug}/campaigns", {
      params: { path: admin.organization },
      body: {
        name: `Check-ups of ${new Date().toISOString().slice(0, 16)}`,
        agent_id: await admin.findAgent(),
        purpose: "service",
        call_topic: "checkup_reminder",
        // Who is not reached is not tried again an hour later: the demo has an end.
        retry_policy: { max_attempts: 1 },
      },
    }),
  );
  say(`1. admin@acme.test made the campaign "${campaign.name}", a draft.`);
  return campaign;
}

/** As a spreadsheet saves it: semicolons, names with commas, and what goes wrong there. */
async function loadFile(
  admin: Caller,
  id: string,
  stack: DemoStack,
  people: number,
  say: (line?: string) => void,
): Promise<void> {
  const numbers = makeNumbers(people);
  const rows = numbers.map((number, index) => `"Rao, Patient ${index + 1}";${number};Asia/Kolkata`);
  const file = [
    "Name;Mobile;Time zone",
    ...rows,
    `"Twice, Patient 1";${numbers[0]};`,
    "Rounded by the spreadsheet;9.19876E+11;",
  ].join("\r\n");
  const loaded = await takeAnswer(
    admin.api.PUT("/call-scheduling/{org_slug}/campaigns/{id}/audience", {
      ...pathOf(admin, id),
      body: file,
      headers: { "content-type": "text/csv" },
      bodySerializer: (body) => body,
    }),
  );
  // A list of HubSpot alone is read in the background.
  if (!("accepted" in loaded)) throw new DemoFailure("the spreadsheet is still being read");
  say(`2. Loaded a spreadsheet of ${rows.length + 2} rows: ${loaded.message}`);
  for (const { line, field, reason } of loaded.rejected) say(`   Line ${line}, ${field}: ${reason}`);
  if (loaded.accepted !== people || loaded.duplicates !== 1 || loaded.rejected_count !== 1) {
    throw new DemoFailure("the audience is not what the spreadsheet has");
  }
  await script(stack, numbers);
}

/** Numbers of India that no other demo has called. */
function makeNumbers(people: number): string[] {
  const block = String(Math.floor(Math.random() * 1e6)).padStart(6, "0");
  return Array.from({ length: people }, (_, index) => `+9198${block}${String(index).padStart(2, "0")}`);
}

/** Not everybody answers. */
async function script({ bolnaApiUrl }: DemoStack, numbers: readonly string[]): Promise<void> {
  const outcomes = ["voicemail", "no-answer", "busy"] as const;
  for (const [index, to] of numbers.filter((_, index) => index % 4 === 3).entries()) {
    const outcome = outcomes[index % outcomes.length];
    const scripted = await fetch(`${bolnaApiUrl}/__simulator/calls/script`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ to, outcome }),
    });
    await scripted.body?.cancel();
    if (!scripted.ok) throw new DemoFailure("the simulated people could not be told what to do");
  }
}

async function startIt(
  admin: Caller,
  id: string,
  people: number,
  say: (line?: string) => void,
): Promise<void> {
  const { dry_run: seen } = await takeAnswer(
    admin.api.POST("/call-scheduling/{org_slug}/campaigns/{id}/dry-run", pathOf(admin, id)),
  );
  say(
    `3. Asked before: ${seen.will_call} would be called and ${seen.will_not_call} not; nine times of ten it is over by ` +
      `${seen.forecast.p90_end}.`,
  );
  if (seen.will_call !== people) throw new DemoFailure("not everybody would be called");
  await takeAnswer(
    admin.api.POST("/call-scheduling/{org_slug}/campaigns/{id}/start", {
      ...pathOf(admin, id),
      body: { dry_run_id: seen.id, confirm: seen.needs_confirmation ? seen.will_call : null },
    }),
  );
  say("   Started. Calls are planned as their turns come.");
}

async function pauseAndResume(
  admin: Caller,
  id: string,
  people: number,
  say: (line?: string) => void,
): Promise<void> {
  await waitUntil("the first calls being over", async () => {
    const { counts } = await readCampaign(admin, id);
    return counts.completed + counts.failed >= people / 5 ? true : undefined;
  });
  await takeAnswer(
    admin.api.POST("/call-scheduling/{org_slug}/campaigns/{id}/pause", {
      ...pathOf(admin, id),
      body: { reason: "A look at the first answers" },
    }),
  );
  const { counts } = await waitUntil("the calls under way being over", async () => {
    const campaign = await readCampaign(admin, id);
    return campaign.counts.in_progress === 0 ? campaign : undefined;
  });
  say(`4. Paused, and the calls under way were finished: ${describe(counts)}.`);
  await takeAnswer(
    admin.api.POST("/call-scheduling/{org_slug}/campaigns/{id}/resume", pathOf(admin, id)),
  );
  say("   Let go on.");
}

function describe({ total, completed, failed, waiting, scheduled }: Campaign["counts"]): string {
  return `${completed} reached, ${failed} not, ${waiting + scheduled} of ${total} still to call`;
}

async function finish(
  admin: Caller,
  id: string,
  people: number,
  say: (line?: string) => void,
): Promise<void> {
  const { counts } = await waitUntil("the campaign being completed", async () => {
    const campaign = await readCampaign(admin, id);
    if (campaign.state === "completed") return campaign;
    if (campaign.state !== "running") throw new DemoFailure(`the campaign is ${campaign.state}`);
  });
  say(`5. Completed: ${describe(counts)}.`);
  if (counts.completed + counts.failed !== people || counts.total !== people) {
    throw new DemoFailure("the counts do not add up");
  }
}

async function writeReport(
  admin: Caller,
  id: string,
  path: string,
  say: (line?: string) => void,
): Promise<void> {
  const html = await takeAnswer(
    admin.api.GET("/call-scheduling/{org_slug}/campaigns/{id}/report", {
      ...pathOf(admin, id),
      headers: { accept: "text/html" },
      parseAs: "text",
    }),
  );
  await Deno.writeTextFile(path, String(html));
  say(`6. Its report, one page to print: ${path}`);
}
