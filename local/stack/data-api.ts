import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { setContextInOneStatement } from "./data-api-context.ts";
import { normalizeSqlError } from "./data-api-errors.ts";
import { keepFiltersText } from "./data-api-filters.ts";
import { keepIntrospectionSmall } from "./data-api-introspection.ts";
import { pipelineStatements } from "./data-api-pipeline.ts";
import { dataApiTypes } from "./data-api-types.ts";
import { endWhenWedged } from "./end-when-wedged.ts";
import { surviveLostConnections } from "./survive-lost-connections.ts";

// Entry point of its own process: the REST and Auth API over the stack's database. Apart from the stack's process
// because the library writes every refused statement, with its values, to the console; here that ends in a log file.

// Postgres's own log tells of them.
surviveLostConnections(() => {});

const env = (name: string): string => {
  const value = Deno.env.get(name);
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
};

// As many as PostgREST has by itself. Each has its own plans to make, and they take turns.
const poolSize = 10;
const applicationName = "data API";
const connection = createPostgresConnection({
  url: env("DB_URL"),
  postgresOptions: {
    max: poolSize,
    onnotice: () => {},
    types: dataApiTypes,
    connection: { application_name: applicationName },
  },
});
// On its first request the library grants every table of every schema with row-level security to every API role, which
// would undo the column rights of the migrations and hide their mistakes. Its own marker says that this was done.
if (!Reflect.has(connection, "rlsState")) {
  throw new Error("@supabase/lite has changed: its automatic grants are back.");
}
Reflect.set(connection, "rlsState", "active");
connection.normalizeDbError = normalizeSqlError;
setContextInOneStatement(connection);
pipelineStatements(connection.driver);
keepIntrospectionSmall(connection);

const app = new App({
  connection,
  api: { schemas: ["public"], max_rows: 1000 },
  auth: {
    jwt_secret: env("JWT_SECRET"),
    publishable_key: env("PUBLISHABLE_KEY"),
    secret_key: env("SECRET_KEY"),
    site_url: env("SITE_URL"),
  },
  options: { server: { disableStudio: true } },
});

const counted = endWhenWedged({ dbUrl: env("DB_URL"), applicationName, size: poolSize });

export default {
  fetch: (request: Request): Promise<Response> =>
    counted(async () => await app.fetch(keepFiltersText(request))),
};
