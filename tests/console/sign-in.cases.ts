import assert from "node:assert/strict";
import { inMinutes, makeBooking, scheduleOf } from "../support/call-api.ts";
import { consoleTest } from "./console-test.ts";

consoleTest(
  "a wrong password is said in words, the right one opens Today, and nothing is left on the device",
  async (
    { page, open, expectErrors, expectAccessible },
  ) => {
    expectErrors(/400 \(Bad Request\)/);
    await open("");
    await page.getByRole("button", { name: "Sign in" }).click();
    // No bubble and no tooltip of the browser's: it leaves the telling to the page.
    assert.equal(await page.evaluate("[...document.forms].every(({ noValidate }) => noValidate)"), true);
    // What the browser would say in its own words is said in ours, at each field, and the first has the focus.
    const email = page.getByRole("textbox", { name: "E-mail" });
    const needed = page.getByText("This is needed.");
    await needed.nth(1).waitFor();
    await email.and(page.locator(":focus[aria-invalid=true]")).waitFor();
    await expectAccessible();
    await email.fill("admin");
    await page.getByText("This is no e-mail address.").waitFor();
    await email.fill("admin@acme.test");
    await page.getByText("This is no e-mail address.").waitFor({ state: "detached" });
    await page.getByLabel("Password").fill("not this one");
    await needed.waitFor({ state: "detached" });
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

consoleTest(
  "another organisation sees nothing: its address and its calls answer like what is not there",
  async (
    { page, open, apiOf, expectErrors },
  ) => {
    const api = await apiOf("admin@acme.test");
    const booking = makeBooking({ contact_name: "Alia Alone", scheduled_at: inMinutes(24 * 60) });
    const { id } = scheduleOf(await api("POST", "acme/call-schedules", booking));
    await open("acme/calls", "admin@globex.test");
    await page.getByRole("heading", { name: "Not found" }).waitFor();
    await page.getByText("There is nothing here, or it is not yours to see.").waitFor();
    await open("nowhere/calls");
    await page.getByText("There is nothing here, or it is not yours to see.").waitFor();
    expectErrors(/404 \(Not Found\)/);
    await open(`globex/calls/${id}`);
    await page.getByRole("heading", { name: "Not found" }).waitFor();
    await page.getByRole("link", { name: "Calls" }).click();
    await page.getByLabel("Find calls").fill("Alia Alone");
    await page.keyboard.press("Enter");
    await page.getByText("No call matches.").waitFor();
    assert.equal(await page.getByRole("link", { name: /Alia/ }).count(), 0);
  },
);

consoleTest("an invitation and a forgotten password are followed by the link in the mail, once", async (
  { page, stack, openTab, apiOf },
) => {
  const email = `${crypto.randomUUID().slice(0, 8)}@globex.test`;
  const ask = (path: string, body: unknown, token = stack.publishableKey) =>
    fetch(`${stack.apiUrl}/${path}`, {
      method: "POST",
      headers: {
        apikey: stack.publishableKey,
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
  // Auth makes the account of whoever is invited; that it may not be entered by a password yet is all the same here.
  const account = await (await ask("auth/v1/signup", { email, password: crypto.randomUUID() })).json();
  const [globex] = await stack.sql<
    { id: string }[]
  >`select id from public.organizations where slug = 'globex'`;
  const admin = await stack.signIn("admin@globex.test");
  const invitation = { p_org_id: globex?.id, p_email: email, p_role: "viewer" };
  assert.equal((await ask("rest/v1/rpc/invite_member", invitation, admin)).status, 200);

  const link = new URLSearchParams({
    access_token: account.access_token,
    refresh_token: account.refresh_token,
    type: "invite",
  });
  await page.goto(`${stack.consoleUrl}#${link}`);
  await page.getByText(`For ${email}.`).waitFor();
  assert.equal(new URL(page.url()).hash, "", "a token is left in the address");
  await page.getByLabel("New password").fill("my own password");
  await page.getByRole("button", { name: "Use this password" }).click();
  await page.getByRole("button", { name: "Join Globex" }).click();
  await page.getByRole("heading", { name: "Today" }).waitFor();
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();

  await page.getByRole("button", { name: "Forgot password?" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText(/a link is on its way/).waitFor();
  const [sent] = await stack.sql<{ token: string }[]>`
    select recovery_token as token from auth.users where email = ${email}`;
  const mailed = `${stack.apiUrl}/auth/v1/verify?${new URLSearchParams({
    token: sent?.token ?? "",
    type: "recovery",
    redirect_to: stack.consoleUrl,
  })}`;
  const tab = await openTab("");
  await tab.goto(mailed);
  await tab.getByLabel("New password").fill("another password");
  await tab.getByRole("button", { name: "Use this password" }).click();
  await tab.getByRole("heading", { name: "Today" }).waitFor();
  assert.match(tab.url(), /#\/globex\/today$/);
  await tab.close();
  await page.goto(mailed);
  await page.getByRole("alert").getByText(/This link was used before/).waitFor();
  await stack.signIn(email, "another password");

  // Where Auth answers with a code, the tab that the mail opens has what was asked for in this one.
  await page.route("**/auth/v1/token?grant_type=pkce", (route) => route.fulfill({ json: account }));
  const other = await openTab("");
  await other.route("**/auth/v1/token?grant_type=pkce", (route) => route.fulfill({ json: account }));
  await other.goto(`${stack.consoleUrl}?code=${crypto.randomUUID()}&for=password`);
  await other.getByRole("heading", { name: "Choose a password" }).waitFor();
  assert.equal(new URL(other.url()).search, "");
  assert.ok(await apiOf("admin@globex.test"));
});

consoleTest(
  "two tabs: what is booked in one is seen in the other, and who signs out in one has left both",
  async (
    { page, open, openTab },
  ) => {
    await open("acme/calls", "member@acme.test", { signsOut: true });
    await page.getByRole("heading", { name: "Calls" }).waitFor();
    const tab = await openTab("acme/calls/new", "member@acme.test", { signsOut: true });
    const dialog = tab.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Tara Tab");
    await dialog.getByLabel("Phone").fill("+91 98765 70031");
    await tab.getByText("Allowed at that time.").waitFor();
    await tab.getByRole("button", { name: "Book", exact: true }).click();
    await tab.getByRole("heading", { name: "Call to Tara Tab" }).waitFor();
    // As it is when a person turns to it.
    await page.evaluate(() => dispatchEvent(new Event("online")));
    const booked = page.getByRole("link", { name: "Tara Tab" });
    const waits = page.getByRole("button", { name: /new call/ });
    await booked.or(waits).first().waitFor();
    if (await waits.isVisible()) await waits.click();
    await booked.waitFor();
    await tab.getByRole("button", { name: "Account" }).click();
    await tab.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    for (const one of [page, tab]) assert.equal(await one.evaluate(() => sessionStorage.length), 0);
  },
);

consoleTest(
  "who does nothing for half an hour is warned and then signed out",
  async ({ page, open, expectErrors }) => {
    // What was on its way when the session ended is refused.
    expectErrors(/401 \(Unauthorized\)/);
    await page.clock.install();
    await open("acme/today", "admin@acme.test", { signsOut: true });
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
