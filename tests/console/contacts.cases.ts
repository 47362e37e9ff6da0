import assert from "node:assert/strict";
import { consoleTest } from "./console-test.ts";

const startedAt = Date.now();

/** `YYYY-MM-DD` so many days before the test began, where acme is: there the page counts the days. */
const daysAgo = (days: number) =>
  new Date(startedAt - days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Kolkata" });

consoleTest(
  "a viewer sees contacts and rules on a phone, and nothing that only an admin may do",
  async ({ page, open, expectAccessible }) => {
    await open("acme/contacts/rules", "viewer@acme.test");
    await page.getByText("No rule yet. An admin can make one.").waitFor();
    await open("acme/campaigns");
    await page.getByText(/Only admins make campaigns/).waitFor();
    await open("acme/campaigns/new");
    await page.getByText("Only admins make campaigns.").waitFor();
    await expectAccessible();
  },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
);

consoleTest(
  "contacts are read from HubSpot, a rule says whom it would call and whom not, and then plans that call",
  async ({ page, stack, open, expectAccessible }) => {
    // Its search finds what is new at once; elsewhere that takes seconds.
    stack.hubspot.changeSettings({ indexLagSeconds: 0 });
    stack.hubspot.setContact({
      id: "71001",
      properties: {
        firstname: "Vera",
        lastname: "Overdue",
        phone: "+919876571001",
        last_checkup_date: daysAgo(12),
      },
    });
    stack.hubspot.setContact({
      id: "71002",
      properties: { firstname: "Nils", lastname: "Numberless", last_checkup_date: daysAgo(20) },
    });
    await open("acme/contacts", "admin@acme.test");
    await page.getByRole("button", { name: "Read now" }).click();
    await page.getByRole("row", { name: /Vera Overdue.*1[23] days ago.*Overdue/ }).waitFor();
    await page.getByText(/HubSpot: read/).waitFor();
    await expectAccessible();
    await page.getByRole("link", { name: "Problems" }).click();
    await page.getByRole("row", { name: /Nils Numberless.*No number/ }).waitFor();

    await page.keyboard.press("/");
    await page.keyboard.type("VERA ov");
    await page.keyboard.press("Enter");
    await page.getByText("No contact matches.").waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Look among all contacts" }).click();
    await page.getByRole("row", { name: /Vera Overdue/ }).waitFor();
    assert.equal(await page.getByRole("row").count(), 2);
    assert.doesNotMatch(page.url(), /vera/i);
    await page.getByRole("searchbox").fill("+91 98765 71001");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /Vera Overdue/ }).waitFor();
    await page.getByRole("searchbox").fill("");
    await page.getByRole("row", { name: /Nils Numberless/ }).waitFor();

    await page.getByRole("link", { name: "Rules" }).click();
    await page.getByRole("button", { name: "New rule" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Ten days");
    await dialog.getByLabel("Days since the last check-up").fill("10");
    await expectAccessible();
    await dialog.getByRole("button", { name: "Save and preview" }).click();
    const preview = page.getByRole("dialog", { name: 'Whom "Ten days" would call now' });
    await preview.getByRole("listitem").filter({ hasText: "Vera Overdue" }).waitFor();
    await preview.getByText("No number", { exact: true }).waitFor();
    await expectAccessible();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Read now" }).click();
    await page.getByRole("link", { name: "Calls" }).click();
    const planned = page.getByRole("link", { name: "Vera Overdue" });
    const waits = page.getByRole("button", { name: /new call/ });
    // The page's pace while nothing is due: 15 seconds. What comes while rows are read waits behind a button.
    await planned.or(waits).first().waitFor({ timeout: 60_000 });
    if (await waits.isVisible()) await waits.click();
    await planned.waitFor();
    await page.getByRole("link", { name: "Contacts" }).click();
    await page.getByRole("link", { name: "Rules" }).click();
    await page.getByRole("button", { name: "Delete Ten days" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No rule yet.").waitFor();
  },
);
