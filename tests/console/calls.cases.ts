import assert from "node:assert/strict";
import { inMinutes, makeBooking, scheduleOf } from "../support/call-api.ts";
import { consoleTest, type ConsoleWorld } from "./console-test.ts";
import { keepCalls } from "./keep-calls.ts";

/** A call of acme's to somebody of that name, booked by a member. */
async function bookFor({ apiOf }: ConsoleWorld, name: string, email = "member@acme.test") {
  const api = await apiOf(email);
  const booking = makeBooking({ contact_name: name, scheduled_at: inMinutes(24 * 60) });
  return { api, id: scheduleOf(await api("POST", "acme/call-schedules", booking)).id };
}

consoleTest("a member finds their call by a part of the name, changes it, and cancels it", async (world) => {
  const { page, open, expectAccessible } = world;
  await bookFor(world, "Edda Edited");
  await open("acme/calls", "member@acme.test");
  await page.getByRole("row", { name: /Edda Edited/ }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("dda edi");
  await page.keyboard.press("Enter");
  assert.doesNotMatch(page.url(), /edi/);
  await page.getByText("1 selected").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "All 1" }).waitFor();
  await page.getByRole("row", { name: /Edda Edited/ }).waitFor();
  // What can be done with a row, without leaving the list: out of the field first, where letters are letters.
  await page.getByRole("heading", { name: "Calls", exact: true }).click();
  await page.keyboard.press("j");
  await page.keyboard.press(".");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Call now" }).waitFor();
  await expectAccessible();
  await dialog.getByRole("button", { name: "Edit" }).click();
  await dialog.getByText("Nothing is changed yet.").waitFor();
  await dialog.getByLabel("Topic").fill("annual check-up");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Save the changes" }).click();
  await page.getByText("The call is changed.").waitFor();
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await page.getByRole("definition").getByText("annual check-up").waitFor();
  await page.getByRole("button", { name: "Cancel the call" }).click();
  await dialog.getByText("They will not be called.").waitFor();
  await dialog.getByRole("button", { name: "Cancel the call" }).click();
  await page.getByRole("main").getByText("Cancelled", { exact: true }).first().waitFor();
  // The button that was pressed is gone: whoever has only keys is not put back to the beginning of the page.
  await page.locator("h1:focus").waitFor();
});

consoleTest(
  "who changes a call that somebody else has changed meanwhile is told, and overwrites nothing unseen",
  async (
    world,
  ) => {
    const { page, open, expectErrors } = world;
    expectErrors(/409 \(Conflict\)/);
    const { api, id } = await bookFor(world, "Tove Two");
    await open(`acme/calls/${id}`, "admin@acme.test");
    await page.getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Tove Three");
    await api("PATCH", `acme/call-schedules/${id}`, { call_topic: "theirs" });
    await dialog.getByRole("button", { name: "Save the changes" }).click();
    await dialog.getByText("Somebody changed this call while you did.").waitFor();
    await dialog.getByRole("button", { name: "Save the changes" }).click();
    await page.getByRole("heading", { name: "Call to Tove Three" }).waitFor();
    await page.getByRole("definition").getByText("theirs").waitFor();
  },
);

consoleTest(
  "many calls are moved and cancelled after a dry run that says what will happen",
  async (world) => {
    const { page, open, expectAccessible } = world;
    for (const name of ["Bulk One", "Bulk Two", "Bulk Three"]) await bookFor(world, name);
    await open("acme/calls", "admin@acme.test");
    await page.getByLabel("Find calls").fill("bulk");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "All 3" }).waitFor();
    await page.getByLabel("Select Bulk One").check();
    await page.getByLabel("Select Bulk Two").check();
    const bar = page.getByRole("region", { name: "Selected calls" });
    await bar.getByRole("button", { name: "Move…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("2 calls move.").waitFor();
    await expectAccessible();
    await dialog.getByRole("button", { name: "Move 2 calls" }).click();
    await page.getByText("2 calls are moved.").waitFor();
    await page.getByLabel("Select Bulk Three").check();
    await bar.getByRole("button", { name: "Select all 3 that match and wait" }).click();
    await bar.getByRole("button", { name: "Cancel…" }).click();
    await dialog.getByText("3 people will not be called.").waitFor();
    await dialog.getByRole("button", { name: "Cancel 3 calls" }).click();
    await page.getByText("3 calls are cancelled.").waitFor();
    await page.getByRole("link", { name: "Cancelled 3" }).waitFor();
  },
);

consoleTest("a flagged call is settled from Today by an admin's word", async (world) => {
  const { page, open, stack } = world;
  const { api, id } = await bookFor(world, "Fia Flagged", "admin@acme.test");
  stack.bolna.setFaults(["refuse-with-500"]);
  assert.equal((await api("POST", `acme/call-schedules/${id}/execute`)).status, 202);
  stack.bolna.setFaults();
  await stack.sql`
    select public.flag_attention(a.id, 'outcome_unknown', 'Nobody knows whether it was made.')
    from public.call_attempts a where a.schedule_id = ${id}`;
  await open("acme/today", "admin@acme.test");
  await page.getByText("We could not find out whether they were called.").waitFor();
  await page.getByRole("button", { name: "Settle the call of Fia Flagged" }).click();
  await page.getByRole("button", { name: "It was made" }).click();
  await page.getByRole("dialog").getByText("It counts as made").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "It was made" }).click();
  await page.getByText("The call is settled.").waitFor();
  await page.getByText("Needs a person").waitFor({ state: "detached" });
});

consoleTest(
  "a viewer reads everything and is offered nothing that they cannot do; another organisation's call is not there",
  async (
    world,
  ) => {
    const { page, open, expectErrors, expectAccessible } = world;
    const { id } = await bookFor(world, "Vera Viewed");
    await open(`acme/calls/${id}`, "viewer@acme.test");
    await page.getByText("Viewers cannot change calls. Ask an admin.").waitFor();
    assert.equal(
      await page.getByRole("button", { name: /Book|Edit|Move|Call now|Cancel|Show number/ }).count(),
      0,
    );
    await expectAccessible();
    await page.keyboard.press("c");
    assert.equal(await page.getByRole("dialog").count(), 0);
    await open("acme/calls");
    await page.getByRole("link", { name: "Vera Viewed" }).waitFor();
    assert.equal(await page.getByRole("checkbox").count(), 0);
    expectErrors(/404 \(Not Found\)/);
    await open(`acme/calls/${crypto.randomUUID()}`);
    await page.getByRole("heading", { name: "Not found" }).waitFor();
  },
);

consoleTest(
  "calls are saved as a file that a spreadsheet opens: masked, and with nothing that it would run",
  async (
    world,
  ) => {
    const { page, open } = world;
    await bookFor(world, '=HYPERLINK("https://evil.test";"Saved")', "admin@acme.test");
    await open("acme/calls", "admin@acme.test");
    await page.getByLabel("Find calls").fill("HYPERLINK");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "All 1" }).waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as CSV" }).click();
    const file = await saved;
    assert.match(file.suggestedFilename(), /^calls-\d{4}-\d\d-\d\d\.csv$/);
    const [head, row, ...rest] = (await Deno.readTextFile(await file.path())).trimEnd().split("\r\n");
    assert.equal(head, '\uFEFF"Due","Who","Number","Topic","State","Why","Agent","Tries"');
    assert.match(
      row ?? "",
      /^"[\d-]{10}T[\d:]{8}[+]05:30","'=HYPERLINK\(""https:\/\/evil\.test"";""Saved""\)","••••\d{4}",/,
    );
    assert.deepEqual(rest, []);
    await page.getByText("1 call saved. Numbers are masked.").waitFor();
  },
);

/** The longest that the page did nothing but one thing, in milliseconds of its processor. */
function longestTask(trace: { toString(): string }): number {
  const { traceEvents }: { traceEvents: { name: string; tdur?: number }[] } = JSON.parse(trace.toString());
  return Math.max(...traceEvents.filter(({ name }) => name === "RunTask").map(({ tdur }) => tdur ?? 0)) /
    1_000;
}

consoleTest("two hundred rows change and the page is held up for no 50 ms", async ({ page, stack, open }) => {
  const agent = await keepCalls(stack, 200);
  // More than a page has.
  await page.route(
    /call-schedules\?.*limit=50/,
    (route) => route.continue({ url: route.request().url().replace("limit=50", "limit=200") }),
  );
  await open(`acme/calls?agent=${agent}`, "viewer@acme.test");
  await page.getByRole("row").nth(200).waitFor();
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  await stack
    .sql`update public.call_schedules set contact_name = 'Bela Bose', attempt_count = 2 where agent_id = ${agent}`;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByRole("link", { name: "Bela Bose" }).nth(199).waitFor();
  const trace = await browser?.stopTracing();
  assert.ok(trace);
  const longest = longestTask(trace);
  assert.ok(longest > 0 && longest <= 50, `${longest} ms`);
});
