import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { consoleTest } from "./console-test.ts";

/** Fills the dialog; the moment is read on the clock of the person who is called. */
async function fillBooking(page: Page, { name, phone, date, time }: Record<"name" | "phone", string> & {
  date?: string;
  time?: string;
}): Promise<void> {
  await page.getByRole("button", { name: "Book a call" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Phone").fill(phone);
  if (date !== undefined) await dialog.getByLabel("Date").fill(date);
  if (time !== undefined) await dialog.getByLabel("Time", { exact: true }).fill(time);
}

consoleTest(
  "a call is booked with the picker, seen through its life without a reload, and ends as reached",
  async (
    { page, open, expectAccessible },
  ) => {
    await open("acme/today", "admin@acme.test");
    await fillBooking(page, { name: "Ilya Live", phone: "+91 98765 70001" });
    await page.getByText("Allowed at that time.").waitFor();
    await page.getByText("Kolkata, GMT+5:30").first().waitFor();
    await page.getByText(/Ilya Live will be called on .* their time \(.* yours\) by Check-up assistant/)
      .waitFor();
    await page.getByRole("button", { name: "Show month" }).click();
    await expectAccessible();
    await page.getByRole("button", { name: "Next allowed" }).click();
    await page.getByRole("button", { name: "Book", exact: true }).click();
    await page.getByRole("heading", { name: "Call to Ilya Live" }).waitFor();
    assert.match(page.url(), /#\/acme\/calls\/[0-9a-f-]{36}$/);
    assert.doesNotMatch(page.url() + await page.title(), /Ilya%20|70001/);
    await page.getByRole("button", { name: "Call now" }).click();
    await page.getByRole("dialog").getByText("Their phone rings within seconds.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Call now" }).click();
    await page.getByRole("paragraph").getByText("Reached").first().waitFor();
    await page.getByText("try 1").waitFor();
    await expectAccessible();
  },
);
