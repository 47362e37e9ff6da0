import { Hono } from "hono";
import { type Environment, parseSettings, settingNames, type Settings, SettingsError } from "../settings.ts";
import { allowBrowsers } from "./cors.ts";
import { onError } from "./error-response.ts";
import { ApiError } from "../errors.ts";
import { createLogger, type Logger } from "../log.ts";
import { identifyRequest, type RequestVariables } from "./request-id.ts";

type Fetch = (request: Request) => Response | Promise<Response>;

type ServeOptions = {
  functionName: string;
  createApp: (settings: Settings, log: Logger) => { fetch: Fetch };
  env?: Environment;
};

/**
 * The `fetch` of a function. The settings are read once; where one is missing or malformed the function serves nothing
 * but 503 `not_configured`, which names it, and says so once in the log.
 *
 * @example export default { fetch: serveConfigured({ functionName: "sweep", createApp }) };
 */
export function serveConfigured(
  { functionName, createApp, env = readEnvironment() }: ServeOptions,
): Fetch {
  try {
    const settings = parseSettings(env);
    const app = createApp(settings, createLogger({ functionName, level: settings.logLevel }));
    return (request) => app.fetch(request);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const log = createLogger({ functionName, level: "error" });
    log.error("not_configured", { problems: error.problems });
    const app = refuseEverything(error, log);
    return (request) => app.fetch(request);
  }
}

function refuseEverything({ message, problems }: SettingsError, log: Logger) {
  const app = new Hono<{ Variables: RequestVariables }>();
  app.use(identifyRequest(log), allowBrowsers());
  app.onError(onError);
  app.all("*", () => {
    throw new ApiError({
      status: 503,
      code: "not_configured",
      error: `The function is not configured: ${message}`,
      details: problems.map(({ variable, problem }) => ({ field: variable, message: problem })),
    });
  });
  return app;
}

/** Asked for one by one, so that the process needs no right to read more. */
function readEnvironment(): Environment {
  return Object.fromEntries(settingNames.map((name) => [name, Deno.env.get(name)]));
}
