import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { consoleTest } from "./console-test.ts";

const people = Array.from({ length: 4 }, (_, index) => `+91987657200${index};Person ${index}`);
const file = ["Mobile;Patient", ...people, "12345;Shorty", "+919876572001;Twice", ";Nobody"].join("\r\n");

consoleTest(
  "a campaign goes from a file with bad rows over its check to its report",
  async ({ page, open, expectAccessible }) => {
    await open("acme/campaigns", "admin@acme.test");
    await page.getByRole("link", { name: "New campaign" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("Spring");
    await page.getByLabel("CSV file").setInputFiles({
      name: "people.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(file),
    });
    await page.getByText("people.csv: About 7 rows.").waitFor();
    await page.getByRole("button", { name: "Match the columns" }).click();

    assert.equal(await page.getByLabel("Phone").inputValue(), "Mobile");
    assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Patient");
    await page.getByText("5 of the first 7 are numbers").waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Use this audience" }).click();

    await page.getByText("4 people in the audience, 1 row was there twice.").waitFor();
    await page.getByText("2 rows cannot be called").waitFor();
    await page.getByRole("row", { name: /8 Phone The phone number is missing/ }).waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as CSV" }).click();
    const badRows = await saved;
    assert.equal(badRows.suggestedFilename(), "campaign-bad-rows.csv");
    assert.match(await Deno.readTextFile(await badRows.path()), /"12345","Shorty","[^"]+"\r\n/);
    await expectAccessible();
    // So slow that it is still there to be paused.
    await page.getByLabel("First calls a minute").fill("1");
    await page.getByRole("button", { name: "Save and check" }).click();

    await page.getByText("will be called", { exact: true }).waitFor();
    await page.getByText(/Over by .* most likely/).waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Test call" }).click();
    const test = page.getByRole("dialog", { name: "Test call" });
    await test.getByLabel("Your number").fill("+91 98765 72090");
    await test.getByLabel("As if you were").selectOption("Person 2");
    await expectAccessible();
    await test.getByRole("button", { name: "Call this number" }).click();
    await test.getByText("The test call is booked: the phone rings within seconds.").waitFor();
    await test.getByRole("button", { name: "Close" }).last().click();

    await page.getByRole("button", { name: "Start the campaign" }).click();
    const dialog = page.getByRole("dialog", { name: "Starting calls 4 people." });
    await dialog.getByRole("textbox").fill("5");
    await dialog.getByText("Type 4 first.").waitFor();
    await dialog.getByRole("textbox").fill("4");
    await expectAccessible();
    await dialog.getByRole("button", { name: "Start the campaign" }).click();

    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("dialog").getByLabel("Why").fill("Lunch");
    await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused: Lunch").waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Resume" }).click();
    await page.getByText("Running", { exact: true }).waitFor();

    await page.getByRole("link", { name: "Person 0" }).waitFor();
    const left = page.locator("section", { has: page.getByRole("heading", { name: "Still to do" }) });
    await left.getByText(/of 4 people are still to do\. All is over between .* and /).waitFor();
    await left.getByRole("img").waitFor();
    await left.getByText("The figures as a table").click();
    await left.getByRole("columnheader", { name: "foreseen at the start" }).waitFor();
    await expectAccessible();
    const report = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the report" }).click();
    assert.match((await report).suggestedFilename(), /^campaign-[0-9a-f]{8}\.html$/);
    await page.getByRole("button", { name: "Cancel the campaign" }).click();
    await page.getByRole("dialog").getByLabel("Why").fill("Enough");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel the campaign" }).click();
    await page.getByText("Cancelled: Enough").waitFor();
    await left.getByText(/4 of 4 people were done by /).waitFor();
    await expectAccessible();
  },
);
