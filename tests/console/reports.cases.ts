import assert from "node:assert/strict";
import type { TestStack } from "../support/start-test-stack.ts";
import { consoleTest } from "./console-test.ts";

/** An agent of acme's own with ninety calls of the last six days, and three days of check-ups. */
async function keepCalls({ sql }: TestStack): Promise<string> {
  const [agent] = await sql<{ id: string; org_id: string }[]>`
    insert into public.agents (org_id, name) select id, 'Reports ' || left(gen_random_uuid()::text, 8)
    from public.organizations where slug = 'acme' returning id, org_id`;
  assert.ok(agent);
  await sql`
    with called as (
      insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at,
        purpose, call_status, status_reason_code, status_reason)
      select ${agent.org_id}, ${agent.id}, 'reports-' || n, 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB',
        encode(sha256(('reports ' || n || ${agent.id})::bytea), 'hex'),
        date_trunc('day', now(), 'UTC') - make_interval(days => n % 6 + 1) + make_interval(hours => n * 7 % 10 + 4), 'service',
        case when n % 3 = 0 then 'failed'::public.call_status else 'completed' end,
        case when n % 3 = 0 then 'no_answer'::public.reason_code else 'answered' end, 'For the report.'
      from generate_series(1, 90) n
      returning *
    )
    insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at, claimed_at,
      lease_expires_at, state, outcome, reason_code, answered, placed_at, ended_at, cost_cents, conversation_seconds)
    select org_id, id, agent_id, 1, contact_phone_hash, 'sweep', 'test', due_at, due_at, due_at, 'ended',
      case when call_status = 'completed' then 'completed'::public.attempt_outcome else 'no_answer' end, status_reason_code,
      call_status = 'completed', due_at + interval '700 milliseconds', due_at + interval '1 minute', 4.2, 40
    from called`;
  await sql`
    insert into private.compliance_days (org_id, counted_at, within, overdue, unknown, threshold_days)
    select ${agent.org_id}, date_trunc('day', now()) - make_interval(days => n), 60 + n, 30 - n, 8, 5
    from generate_series(0, 2) n on conflict do nothing`;
  return agent.id;
}

consoleTest(
  "a report has five charts, each with its sentence and its figures as a table, by day, by night and on a phone",
  async ({ page, stack, open, expectAccessible }) => {
    const agent = await keepCalls(stack);
    await open(`acme/reports?agent=${agent}`, "viewer@acme.test");
    await page.getByText("90 calls were due and 90 attempts made; people answered 60 of them (67%).")
      .waitFor();
    for (const title of ["Calls by hour", "Who answers when", "How late calls leave", "Calls by day"]) {
      const part = page.locator("section", { has: page.getByRole("heading", { name: title, exact: true }) });
      const picture = part.getByRole("img");
      await picture.waitFor();
      assert.equal(await picture.getAttribute("aria-label"), await part.locator("p").first().innerText());
      await part.getByText("The figures as a table").click();
      await part.getByRole("table").waitFor();
    }
    await page.getByText("Half of the attempts left within").waitFor();
    const attempts = await page.getByRole("region", { name: "Calls by hour" }).getByRole("row").evaluateAll((
      rows,
    ) => rows.slice(1).reduce((sum, row) => sum + Number(row.querySelector("td")?.textContent), 0));
    assert.equal(attempts, 90);
    await expectAccessible();

    await page.getByLabel("Agent", { exact: true }).selectOption("");
    await page.getByText(/of the contacts with a date were in time on/).waitFor();
    await page.locator("section", { has: page.getByRole("heading", { name: "Check-ups in time" }) })
      .getByRole("img").waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible();
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible();
    assert.equal(
      await page.evaluate("document.documentElement.scrollWidth"),
      390,
      "only a chart is moved sideways",
    );
  },
);

consoleTest(
  "a report stands in its address, is saved for a spreadsheet, and says when there is nothing",
  async (
    { page, stack, open },
  ) => {
    const agent = await keepCalls(stack);
    await open(`acme/reports?agent=${agent}`, "viewer@acme.test");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV", exact: true }).first().click();
    const file = await saved;
    assert.match(file.suggestedFilename(), /^calls-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    assert.match(await Deno.readTextFile(await file.path()), /day/i);
    await page.getByLabel("Period").selectOption("Choose days");
    await page.getByRole("textbox", { name: "From" }).fill("2020-01-01");
    await page.getByRole("textbox", { name: "To" }).fill("2020-01-02");
    await page.getByText("No call was due in these days.").waitFor();
    assert.match(page.url(), new RegExp(`from=2020-01-01&to=2020-01-02&agent=${agent}`));
  },
);
