import { Hono } from "hono";
import {
  type Environment,
  parseSecretKeys,
  parseSettings,
  settingNames,
  type Settings,
  SettingsError,
} from "../settings.ts";
import { holdsSecretKey } from "./authenticate-machine.ts";
import { allowBrowsers } from "./cors.ts";
import { onError } from "./error-response.ts";
import { ApiError } from "../errors.ts";
import { createLogger, type Logger, type Write } from "../log.ts";
import { identifyRequest, type RequestVariables } from "./request-id.ts";

type Fetch = (request: Request) => Response | Promise<Response>;

type ServeOptions = {
  functionName: string;
  createApp: (settings: Settings, log: Logger) => { fetch: Fetch };
  env?: Environment;
  /** Where log lines go. Default: the console. */
  write?: Write;
};

/**
 * The `fetch` of a function. The settings are read once; where one is missing or malformed the function serves nothing
 * but 503 `not_configured`. Which one it is stands in the log, at the start and with each request's id, and in the answer
 * to whoever sends a secret key; a stranger is not told what this service is made of.
 *
 * @example export default { fetch: serveConfigured({ functionName: "sweep", createApp }) };
 */
export function serveConfigured(
  { functionName, createApp, env = readEnvironment(), write }: ServeOptions,
): Fetch {
  try {
    const settings = parseSettings(env);
    const app = createApp(settings, createLogger({ functionName, level: settings.logLevel, write }));
    return (request) => app.fetch(request);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const log = createLogger({ functionName, level: "error", write });
    log.error("not_configured", { problems: error.problems });
    const app = refuseEverything(error, log, parseSecretKeys(env.SUPABASE_SECRET_KEYS));
    return (request) => app.fetch(request);
  }
}

function refuseEverything({ message, problems }: SettingsError, log: Logger, secretKeys: readonly string[]) {
  const app = new Hono<{ Variables: RequestVariables }>();
  app.use(identifyRequest(log), allowBrowsers());
  app.onError(onError);
  app.all("*", (c) => {
    c.get("log").error("not_configured", { problems });
    const answer = { status: 503, code: "not_configured" } as const;
    if (!holdsSecretKey(c.req.raw, secretKeys)) {
      throw new ApiError({
        ...answer,
        error: "The service is not configured.",
        details: "Its operator finds the reason in the log, under the request_id.",
      });
    }
    throw new ApiError({
      ...answer,
      error: `The function is not configured: ${message}`,
      details: problems.map(({ variable, problem }) => ({
        field: variable,
        code: "misconfigured",
        message: problem,
      })),
    });
  });
  return app;
}

/** Asked for one by one, so that the process needs no right to read more. */
function readEnvironment(): Environment {
  return Object.fromEntries(settingNames.map((name) => [name, Deno.env.get(name)]));
}
