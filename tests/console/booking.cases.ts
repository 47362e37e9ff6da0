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
    await page.getByRole("button", { name: "Book", exact: true }).click();
    await page.getByRole("heading", { name: "Call to Ilya Live" }).waitFor();
    assert.match(page.url(), /#\/acme\/calls\/[0-9a-f-]{36}$/);
    assert.doesNotMatch(page.url() + await page.title(), /70001/);
    await page.getByText("••••0001").waitFor();
    await page.getByRole("button", { name: "Show number" }).click();
    await page.getByText("+919876570001").waitFor();
    await page.getByRole("button", { name: "Call now" }).click();
    await page.getByRole("dialog").getByText("Their phone rings within seconds.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Call now" }).click();
    await page.getByRole("main").getByText("Reached").first().waitFor();
    await page.getByText("try 1").waitFor();
    assert.equal(await page.getByRole("button", { name: "Call now" }).count(), 0);
    await page.getByText("Details", { exact: true }).click();
    await page.getByText("The called person hung up.").waitFor();
    await page.getByText("History").click();
    await page.getByText(/admin · the call made/).waitFor();
    await expectAccessible();
  },
);

consoleTest(
  "at a closed moment the law's reason stands there before the press, and a press moves to the next allowed",
  async (
    { page, open, expectErrors },
  ) => {
    expectErrors(/422 \(Unprocessable Entity\)/);
    const day = nextTuesday();
    await open("globex/calls/new", "admin@globex.test");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Noor Night");
    await dialog.getByLabel("Phone").fill("+1 212 555 0123");
    await dialog.getByLabel("Date").fill(day);
    await dialog.getByLabel("Time", { exact: true }).fill("22:00");
    await page.getByText(/22:00 in New York is outside the hours of United States \(08:00-20:00\)/).waitFor();
    await page.getByText("New York, GMT-").first().waitFor();
    await page.getByRole("button", { name: "Show month" }).click();
    await page.getByText("Days on which this call could leave at no moment cannot be chosen").waitFor();
    await page.getByRole("button", { name: "Hide month" }).click();
    await page.getByRole("button", { name: "Move to the next allowed" }).click();
    await page.getByText("Allowed at that time.").waitFor();
    assert.equal(await dialog.getByLabel("Time", { exact: true }).inputValue(), "08:00");
    assert.ok(await dialog.getByLabel("Date").inputValue() > day);
    // A number of another country brings its own clock: the wall time stays, the moment is another.
    await dialog.getByLabel("Phone").fill("+91 98765 70002");
    await page.getByText("Kolkata, GMT+5:30").first().waitFor();
    assert.equal(await dialog.getByLabel("Time", { exact: true }).inputValue(), "08:00");
    // What is wrong with a field is told at the field.
    await dialog.getByLabel("Phone").fill("+91 12");
    await page.getByText("The phone number is not a number that exists in its country's numbering plan.")
      .waitFor();
    assert.equal(await dialog.getByLabel("Phone").getAttribute("aria-invalid"), "true");
  },
);

consoleTest("an hour that the clock skips or shows twice is asked in words", async ({ page, open }) => {
  await open("globex/calls/new", "admin@globex.test");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Phone").fill("+1 212 555 0124");
  await page.getByText("from the number").waitFor();
  const year = new Date().getUTCFullYear() + 1;
  await dialog.getByLabel("Date").fill(sundayOf(year, 2, 2));
  await dialog.getByLabel("Time", { exact: true }).fill("02:30");
  await page.getByText("02:30 does not exist").waitFor();
  await page.getByText("Choose which of the two moments is meant.").waitFor();
  await dialog.getByLabel("Date").fill(sundayOf(year, 10, 1));
  await dialog.getByLabel("Time", { exact: true }).fill("01:30");
  await page.getByText("01:30 comes twice").waitFor();
  await dialog.getByLabel("The second (GMT-5)").check();
  await page.getByText(/outside the hours of United States/).waitFor();
});

/** A Tuesday at least a week ahead: no holiday of the United States is one in these weeks by rule alone, so a fixed one is avoided. */
function nextTuesday(): string {
  const date = new Date(Date.now() + 8 * 86_400_000);
  while (
    date.getUTCDay() !== 2 ||
    /-(12-2[45]|12-31|01-01|07-04|11-11|06-19)$/.test(date.toISOString().slice(0, 10))
  ) {
    date.setUTCDate(date.getUTCDate() + 1);
  }
  return date.toISOString().slice(0, 10);
}

/** The nth Sunday of a month (0 is January). */
function sundayOf(year: number, month: number, nth: number): string {
  const first = new Date(Date.UTC(year, month, 1));
  const day = 1 + (7 - first.getUTCDay()) % 7 + (nth - 1) * 7;
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
