import assert from "node:assert/strict";
import { consoleTest } from "./console-test.ts";
import { keepCalls } from "./keep-calls.ts";

consoleTest(
  "a report has five charts, each with its sentence and its figures as a table, by day, by night and on a phone",
  async ({ page, stack, open, expectAccessibleEverywhere }) => {
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

    await page.getByLabel("Agent", { exact: true }).selectOption("");
    await page.getByText(/of the contacts with a date were in time on/).waitFor();
    await page.locator("section", { has: page.getByRole("heading", { name: "Check-ups in time" }) })
      .getByRole("img").waitFor();
    await expectAccessibleEverywhere();
    // It is dark by now; paper is white.
    const theme = () => page.evaluate("document.documentElement.dataset.theme");
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assert.equal(await theme(), "light");
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    assert.equal(await theme(), undefined);
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
