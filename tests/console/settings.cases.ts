import assert from "node:assert/strict";
import { nextYear } from "../support/call-api.ts";
import { consoleTest } from "./console-test.ts";

consoleTest(
  "whoever belongs there sees how things stand and what is in the way",
  async ({ page, stack, open, expectAccessible }) => {
    const seconds = 4_321;
    // Whoever looks for alerts would resolve this one, which nobody else finds: while the row is held nobody looks.
    const holder = await stack.sql.reserve();
    await holder`begin`;
    await holder`select from private.alert_watch for update`;
    await stack.sql`
      insert into public.alerts (org_id, code, severity, state, sentence, value, raised_at)
      select id, 'calls_late', 'warning', 'open', 'Late.', ${seconds}, now() from public.organizations where slug = 'globex'`;
    await open("globex/settings/health", "admin@globex.test");
    const row = page.getByRole("row").filter({ hasText: "A call that is due has waited for 4,321 s." });
    await row.getByText("Wants a person").waitFor();
    await page.getByText("of 10 in use").waitFor();
    await page.getByText("None waits").waitFor();
    await expectAccessible();
    await holder`rollback`;
    holder.release();
  },
);

consoleTest(
  "an admin says from when on the organisation is told of something, and overwrites nobody's change unseen",
  async ({ page, stack, open, expectAccessible, expectErrors }) => {
    expectErrors(/412 \(Precondition Failed\)/);
    await open("globex/settings/health", "admin@globex.test");
    const row = page.getByRole("row").filter({ hasText: "Nobody knows whether calls were made" });
    await row.getByText("3 calls").waitFor();
    await row.getByRole("button", { name: /^Change/ }).click();
    await page.getByLabel("From a value of your own").check();
    await page.getByLabel("Calls", { exact: true }).fill("7");
    await expectAccessible();
    await stack.sql`
      insert into public.alert_thresholds (org_id, code, threshold) select id, 'calls_unknown', 5 from public.organizations where slug = 'globex'`;
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody changed it meanwhile.").waitFor();
    await row.getByText("5 calls").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await row.getByText("7 calls").waitFor();
    await stack.sql`delete from public.alert_thresholds where code = 'calls_unknown'`;
  },
);

consoleTest(
  "the audit log says who changed what, of one thing alone too",
  async ({ page, stack, open, expectAccessible }) => {
    // Without digits: what could be a number is hidden there.
    const name = "Audited assistant";
    const [agent] = await stack.sql<{ id: string }[]>`
      insert into public.agents (org_id, name) select id, ${name} from public.organizations where slug = 'acme' returning id`;
    assert.ok(agent);
    await stack.sql`update public.agents set is_active = false where id = ${agent.id}`;
    await open("acme/settings/audit", "admin@acme.test");
    await page.getByLabel("Of what").selectOption("Agent");
    const changed = page.getByRole("row", { name: /Agent: changed/ }).filter({ hasText: "yes → no" })
      .first();
    await changed.getByRole("link", { name: "Only this one" }).click();
    await page.getByText(`Name: ${name}`).waitFor();
    assert.equal(await page.getByRole("row").count(), 3);
    // No column's own name and no JSON.
    assert.doesNotMatch(await page.getByRole("table").innerText(), /\w_\w|[{}[\]]/);
    await page.getByLabel("Who").selectOption("admin");
    await page.getByText("Nothing matches.").waitFor();
    await expectAccessible();
  },
);

consoleTest(
  "a wrong token of HubSpot is said in words, the right one works",
  async ({ page, open, stack }) => {
    await open("globex/settings/hubspot", "admin@globex.test");
    await page.getByText("Not connected").waitFor();
    await page.getByLabel("Token").fill("pat-na1-not-this-one");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByText("HubSpot is connected. Its contacts are read next.").waitFor();
    await page.getByRole("button", { name: "Test the connection" }).click();
    const results = page.getByRole("list", { name: "Results of the test" });
    await results.getByText("Does not work:").first().waitFor();
    await page.getByText("HubSpot rejects the token").waitFor();
    await page.getByLabel("Token").fill(stack.hubspot.token);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved.").waitFor();
    await page.getByRole("button", { name: "Test the connection" }).click();
    await results.getByText("Works:").first().waitFor();
    await page.getByText("HubSpot rejects the token").waitFor({ state: "detached" });
    assert.equal(await results.getByText("Does not work:").count(), 0);
    // It is never shown again, and stands in no field.
    assert.equal(await page.getByLabel("Token").inputValue(), "");
  },
);

consoleTest(
  "somebody is invited, joins by themselves, gets another role and is removed",
  async ({ page, open, openTab }) => {
    const email = "member@acme.test";
    await open("globex/settings/people", "admin@globex.test");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Role", { exact: true }).selectOption("viewer");
    await page.getByRole("button", { name: "Invite" }).click();
    await page.getByRole("row", { name: new RegExp(email) }).getByText("Viewer").waitFor();

    const theirs = await openTab("acme/settings/account", email);
    await theirs.getByRole("button", { name: "Join Globex" }).click();
    await theirs.getByRole("main").getByLabel("Organisation").selectOption("globex");
    await theirs.waitForURL(/#\/globex\/today/);
    await theirs.close();

    const role = page.getByLabel(`Role of ${email}`);
    await page.reload();
    await role.selectOption("member");
    await page.getByText("Saved.").waitFor();
    const row = page.getByRole("row", { name: new RegExp(email) });
    await row.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await row.waitFor({ state: "detached" });
  },
);

consoleTest("a number is put on the do-not-call list, found by it and lifted", async (
  { page, open, expectErrors },
) => {
  expectErrors(/422 \(Unprocessable/);
  await open("acme/settings/do-not-call", "admin@acme.test");
  await page.getByRole("button", { name: "Add a number" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Number", { exact: true }).fill("+91 98765 00");
  await dialog.getByRole("button", { name: "Add the number" }).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByLabel("Number", { exact: true }).fill("+91 98765 43977");
  await dialog.getByLabel("Reason").fill("Asked by letter");
  await dialog.getByRole("button", { name: "Add the number" }).click();
  await page.getByText("The number is on the list.").waitFor();
  await page.getByLabel("Find a number").fill("+919876543977");
  await page.getByRole("button", { name: "Find" }).click();
  const row = page.getByRole("row", { name: /3977/ });
  await row.getByText("Asked by letter").waitFor();
  assert.ok(!page.url().includes("98765"), "a number stands in the address");
  await row.getByRole("button", { name: "Lift" }).click();
  await dialog.getByLabel("Why it is lifted").fill("Entered for the wrong number");
  await dialog.getByRole("button", { name: "Lift" }).click();
  await page.getByText("The entry is lifted.").waitFor();
});

consoleTest(
  "hours, days without calls and limits are saved as they were set",
  async ({ page, open, apiOf }) => {
    await open("globex/settings/hours", "admin@globex.test");
    const api = await apiOf("admin@globex.test");
    const before = (await api("GET", "globex/policy")).body.policy;
    try {
      await page.getByLabel("Own hours beside the law's").check();
      await page.getByLabel("Monday, to").fill("17:30");
      await page.getByRole("button", { name: "Remove these hours of Friday" }).click();
      await page.getByLabel("First day").fill(`${nextYear}-03-01`);
      await page.getByLabel("Last day").fill(`${nextYear}-03-02`);
      await page.getByLabel("Reason").fill("Stock-taking");
      await page.getByRole("button", { name: "Add these days" }).click();
      await page.getByRole("button", { name: "Add a limit" }).click();
      await page.getByRole("button", { name: "Save the calling hours" }).click();
      await page.getByText("Saved.").waitFor();
      const { body } = await api("GET", "globex/policy");
      const { week, blackouts, caps } = Object(body.policy);
      assert.deepEqual([week.mon, week.fri], [[["09:00", "17:30"]], []]);
      // Whole days in New York.
      assert.deepEqual(
        blackouts.map(({ from, to }: { from: string; to: string }) => [Date.parse(from), Date.parse(to)]),
        [[Date.parse(`${nextYear}-03-01T00:00:00-05:00`), Date.parse(`${nextYear}-03-03T00:00:00-05:00`)]],
      );
      assert.equal(caps.at(-1).per, "24 hours");
    } finally {
      const { updated_at: _, ...policy } = Object(before);
      await api("PUT", "globex/policy", policy);
    }
  },
);

consoleTest("a viewer reads the settings that are theirs and is offered nothing that cannot work", async (
  { page, open },
) => {
  await open("acme/settings/people", "viewer@acme.test");
  await page.getByRole("rowheader", { name: /viewer/ }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Remove" }).count(), 0);
  assert.equal(await page.getByRole("link", { name: "Webhooks" }).count(), 0);
  await open("acme/settings/do-not-call");
  await page.getByText("Find a number").waitFor();
  assert.equal(await page.getByRole("button", { name: "Add a number" }).count(), 0);
});

consoleTest(
  "what is kept of a number is saved as a file, and erased with a reason",
  async ({ page, open, stack, apiOf }) => {
    const api = await apiOf("admin@acme.test");
    const booked = await api("POST", "acme/call-schedules", {
      agent_id: "0b000000-0000-4000-8000-000000000001",
      contact_id: "console-erased",
      contact_name: "Vikram Batra",
      contact_phone: "+919876543955",
      scheduled_at: new Date(Date.now() + 7 * 86_400_000).toISOString(),
    });
    assert.equal(booked.status, 201, booked.text);
    await open("acme/settings/person", "admin@acme.test");
    await page.getByLabel("Number").fill("+919876543955");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save everything as a file" }).click();
    const file = await download;
    assert.equal(file.suggestedFilename(), "person.json");
    assert.match(await Deno.readTextFile(await file.path()), /Vikram Batra/);
    assert.ok(!page.url().includes("98765"), "a number stands in the address");
    await page.getByRole("button", { name: "Erase …" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Asked by letter");
    await dialog.getByRole("button", { name: "Erase the person" }).click();
    await page.getByText("The person is erased. 1 call is left").waitFor();
    const [row] = await stack.sql<{ name: string; status: string }[]>`
    select contact_name as name, call_status as status from public.call_schedules where id = ${
      Object(booked.body.schedule).id
    }`;
    assert.equal(row?.status, "cancelled");
    assert.notEqual(row?.name, "Vikram Batra");
  },
);
