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

consoleTest(
  "who does nothing for half an hour is warned and then signed out",
  async ({ page, open }) => {
    await page.clock.install();
    await open("acme/today", "admin@acme.test");
    await page.getByText("Still to come").waitFor();
    await page.clock.fastForward("28:30");
    await page.getByRole("dialog", { name: "Are you still there?" }).waitFor();
    await page.getByRole("button", { name: "Stay signed in" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.clock.fastForward("30:10");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  },
);

consoleTest("a session that ended under somebody's work is begun again over it, and nothing is lost", async (
  { page, open, expectErrors },
) => {
  expectErrors(/401 \(Unauthorized\)/);
  await open("acme/calls/new", "member@acme.test");
  await page.getByRole("dialog").getByLabel("Name").fill("Sven Session");
  await page.route(
    "**/rest/v1/rpc/organization_pulse*",
    (route) => route.fulfill({ status: 401, body: "{}" }),
    { times: 1 },
  );
  await page.evaluate(() => dispatchEvent(new Event("online")));
  const again = page.getByRole("dialog", { name: "Your session is over" });
  await again.getByLabel("Password").fill("password1234");
  await again.getByRole("button", { name: "Sign in" }).click();
  await again.waitFor({ state: "detached" });
  assert.equal(await page.getByRole("dialog").getByLabel("Name").inputValue(), "Sven Session");
});

consoleTest("a page without its settings says which field is missing", async ({ page, open }) => {
  await page.route(
    "**/config.json",
    (route) => route.fulfill({ json: { apiUrl: "./", functionsUrl: "./f" } }),
  );
  await open("");
  await page.getByText("In config.json, the field publishableKey is missing or wrong.").waitFor();
});
