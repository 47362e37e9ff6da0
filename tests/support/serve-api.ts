import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { isSchedulerEnabled, parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { createApp } from "../../supabase/functions/call-scheduling/app.ts";
import type { AppDeps } from "../../supabase/functions/call-scheduling/context.ts";
import type { TestStack } from "./start-test-stack.ts";

/**
 * The call-scheduling function once more, in this process: over the stack's database and Bolna, with settings of its own
 * and its log lines at hand.
 */
export function serveApi(
  stack: TestStack,
  env: Record<string, string> = {},
  changed: Partial<Pick<AppDeps, "syncWait" | "renderReport">> = {},
) {
  const environment = { ...stack.functionEnvironment(), ...env };
  const settings = parseSettings(environment);
  const lines: string[] = [];
  const log = createLogger({
    functionName: "call-scheduling",
    level: settings.logLevel,
    write: (line) => lines.push(line),
  });
  const enabled = () => isSchedulerEnabled(environment.CALL_SCHEDULER_ENABLED);
  const app = createApp({
    ...composeDependencies(settings, log, { isSchedulerEnabled: enabled }),
    ...changed,
  });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => app.fetch(request),
  );
  const close = () => server.shutdown();
  return { functionsUrl: `http://127.0.0.1:${server.addr.port}`, lines, close, [Symbol.asyncDispose]: close };
}
