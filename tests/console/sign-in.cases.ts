import assert from "node:assert/strict";
import { consoleTest } from "./console-test.ts";

consoleTest(
  "a wrong password is said in words, the right one opens Today, and nothing is left on the device",
  async (
    { page, open, expectErrors, expectAccessible },
  ) => {
    expectErrors(/400 \(Bad Request\)/);
    await open("");
    await expectAccessible();
    await page.getByLabel("E-mail").fill("admin@acme.test");
    await page.getByLabel("Password").fill("not this one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The e-mail or the password is not right.").waitFor();
    await page.getByLabel("Password").fill("password1234");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Today" }).waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), ["console.session"]);
    await page.getByRole("link", { name: "Calls" }).click();
    await page.getByRole("heading", { name: "Calls" }).waitFor();
    assert.match(page.url(), /#\/acme\/calls$/);
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  },
);

consoleTest("another organisation's address answers like one that is not there", async ({ page, open }) => {
  await open("globex/calls", "admin@acme.test");
  await page.getByRole("heading", { name: "Not found" }).waitFor();
  await open("nowhere/calls");
  await page.getByText("There is nothing here, or it is not yours to see.").waitFor();
});
