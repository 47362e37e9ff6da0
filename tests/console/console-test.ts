import assert from "node:assert/strict";
import { Axe, type AxeBuilder } from "./axe.ts";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { projectRoot } from "../../local/stack/paths.ts";
import { type CallApi, createCallApi } from "../support/call-api.ts";
import { startTestStack, type TestStack } from "../support/start-test-stack.ts";
import { findChromium } from "./find-chromium.ts";

export interface ConsoleWorld {
  page: Page;
  stack: TestStack;
  /** Opens the console at an address of it (`acme/calls`), signed in as that user without the sign-in page. */
  open(address: string, email?: string, options?: { signsOut?: boolean }): Promise<void>;
  /** One more tab of the same browser. */
  openTab(address: string, email?: string, options?: { signsOut?: boolean }): Promise<Page>;
  /** The API as that user. */
  apiOf(email: string): Promise<CallApi>;
  /** Nothing serious or critical for whoever does not see or point. */
  expectAccessible(): Promise<void>;
  /** The same by day, by night and on a phone, where nothing is wider than the screen. */
  expectAccessibleEverywhere(): Promise<void>;
  /** Errors in the browser's console that this test brings about on purpose. */
  expectErrors(...patterns: RegExp[]): void;
}

interface Options extends BrowserContextOptions {
  ignore?: boolean;
}

const chromiumPath = findChromium();
if (chromiumPath === undefined) {
  // deno-lint-ignore no-console -- the one line that says why they are skipped
  console.log("console tests skipped: no Chromium (apt-get install chromium)");
}

let world: Promise<{ stack: TestStack; browser: Browser }> | undefined;

/**
 * One stack and one browser for all of them: each test has a context of its own. The demo's policies are left as they are:
 * acme's calls leave at any hour, globex's by the law.
 */
async function startWorld(executablePath: string) {
  const [stack, browser] = await Promise.all([
    startTestStack({ console: true, seededPolicies: true, bolna: { clockFactor: 0.05 } }),
    chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] }),
  ]);
  return { stack, browser };
}

Deno.test.afterAll(async () => {
  const started = await world;
  await started?.browser.close();
  await started?.stack.close();
});

/**
 * A test in a real browser on the real stack, in a zone that is no organisation's. It ends with: no exception, no error in the
 * browser's console (which is where reports of the policy arrive), and no request to another origin.
 */
export function consoleTest(
  name: string,
  run: (world: ConsoleWorld) => Promise<void>,
  options: Options = {},
) {
  const { ignore = false, ...contextOptions } = options;
  Deno.test({
    name,
    ignore: ignore || chromiumPath === undefined,
    // The stack and the browser outlive each test.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      world ??= startWorld(chromiumPath ?? "");
      const { stack, browser } = await world;
      const context = await browser.newContext({
        locale: "en-GB",
        timezoneId: "America/Sao_Paulo",
        reducedMotion: "reduce",
        viewport: { width: 1280, height: 800 },
        ...contextOptions,
      });
      // A busy machine is no failure.
      context.setDefaultTimeout(30_000);
      const faults: string[] = [];
      const expected: RegExp[] = [];
      context.on("weberror", (error) => faults.push(`exception: ${error.error().message}`));
      context.on("console", (message) => {
        if (message.type() === "error") faults.push(`${message.text()} ${message.location().url}`);
      });
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith("http") && url.origin !== stack.apiUrl) {
          faults.push(`request to ${url.origin}`);
        }
      });
      const page = await context.newPage();
      try {
        await run({
          page,
          stack,
          open: (address, email, options) => openConsole(page, stack, address, email, options),
          openTab: async (address, email, options) => {
            const tab = await context.newPage();
            await openConsole(tab, stack, address, email, options);
            return tab;
          },
          apiOf: async (email) =>
            createCallApi(stack.functionsUrl, Object(JSON.parse(await sessionOf(stack, email))).access_token),
          expectAccessible: () => expectAccessible(page),
          expectAccessibleEverywhere: () => expectAccessibleEverywhere(page),
          expectErrors: (...patterns) => expected.push(...patterns),
        });
        assert.deepEqual(faults.filter((fault) => !expected.some((pattern) => pattern.test(fault))), []);
      } catch (error) {
        await keepEvidence(page, name, faults);
        throw error;
      } finally {
        await context.close();
      }
    },
  });
}

async function openConsole(
  page: Page,
  stack: TestStack,
  address: string,
  email?: string,
  { signsOut = false }: { signsOut?: boolean } = {},
): Promise<void> {
  if (email !== undefined) {
    await keepSession(page, await (signsOut ? startSession(stack, email) : sessionOf(stack, email)));
  }
  await page.goto(`${stack.consoleUrl}#/${address}`);
}

const sessions = new Map<string, Promise<string>>();

/** Signed in once for all tests; one that signs out has a session of its own. */
function sessionOf(stack: TestStack, email: string): Promise<string> {
  const session = sessions.get(email) ?? startSession(stack, email);
  sessions.set(email, session);
  return session;
}

async function startSession(stack: TestStack, email: string): Promise<string> {
  const answer = await fetch(`${stack.apiUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: stack.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password: "password1234" }),
  });
  return await answer.text();
}

/** As auth-js keeps it. */
async function keepSession(page: Page, session: string): Promise<void> {
  await page.addInitScript(
    (text: string) =>
      sessionStorage.getItem("console.session") ?? sessionStorage.setItem("console.session", text),
    session,
  );
}

async function expectAccessible(page: Page): Promise<void> {
  // Half a megabyte of program, which is read twice at each look: only where this page has not got it yet.
  const isThere = await page.evaluate("'axe' in globalThis");
  // No frame of ours is another page: one look is enough, without a page of its own. Of what is right nothing is told.
  const axe: AxeBuilder = new Axe({ page, ...(isThere === true && { axeSource: "'it is there'" }) })
    .setLegacyMode(true).options({ resultTypes: ["violations"], selectors: false });
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
    [],
  );
}

/** Two looks have every size and every theme: by day on a desk, by night on a phone. */
async function expectAccessibleEverywhere(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  const width = Number(await page.evaluate("document.documentElement.scrollWidth"));
  assert.ok(width <= 390, `${page.url()} is ${width} pixels wide on a phone`);
}

/** What a person needs who looks for the fault. */
async function keepEvidence(page: Page, name: string, faults: readonly string[]): Promise<void> {
  const folder = `${projectRoot}.local/console-failures`;
  await Deno.mkdir(folder, { recursive: true });
  const path = `${folder}/${name.replaceAll(/\W+/g, "-").slice(0, 80)}`;
  await page.screenshot({ path: `${path}.png`, fullPage: true }).catch(() => {});
  await Deno.writeTextFile(`${path}.html`, await page.content().catch(() => ""));
  await Deno.writeTextFile(`${path}.txt`, faults.join("\n"));
}
