import assert from "node:assert/strict";
import { Axe, type AxeBuilder } from "./axe.ts";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { projectRoot } from "../../local/stack/paths.ts";
import { startTestStack, type TestStack } from "../support/start-test-stack.ts";
import { findChromium } from "./find-chromium.ts";

export interface ConsoleWorld {
  page: Page;
  stack: TestStack;
  /** Opens the console at an address of it (`acme/calls`), signed in as that user without the sign-in page. */
  open(address: string, email?: string): Promise<void>;
  /** Nothing serious or critical for whoever does not see or point. */
  expectAccessible(): Promise<void>;
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
    chromium.launch({ executablePath, args: ["--no-sandbox"] }),
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
      const page = await context.newPage();
      const faults: string[] = [];
      const expected: RegExp[] = [];
      page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(`${message.text()} ${message.location().url}`);
      });
      page.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith("http") && url.origin !== stack.apiUrl) {
          faults.push(`request to ${url.origin}`);
        }
      });
      try {
        await run({
          page,
          stack,
          open: async (address, email) => {
            if (email !== undefined) await keepSession(page, stack, email);
            await page.goto(`${stack.consoleUrl}#/${address}`);
          },
          expectAccessible: () => expectAccessible(page),
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

/** As auth-js keeps it. */
async function keepSession(page: Page, stack: TestStack, email: string): Promise<void> {
  const answer = await fetch(`${stack.apiUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: stack.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password: "password1234" }),
  });
  const session = await answer.text();
  await page.addInitScript(
    (text: string) =>
      sessionStorage.getItem("console.session") ?? sessionStorage.setItem("console.session", text),
    session,
  );
}

async function expectAccessible(page: Page): Promise<void> {
  const axe: AxeBuilder = new Axe({ page });
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
    [],
  );
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
