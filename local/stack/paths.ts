import { fileURLToPath } from "node:url";

/** The repository's root with a trailing slash, whatever directory the task was started from. */
export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));
export const migrationsDir = `${projectRoot}supabase/migrations`;
export const functionsDir = `${projectRoot}supabase/functions`;
export const seedFile = `${projectRoot}supabase/seed.sql`;
export const functionsEnvFile = `${functionsDir}/.env`;
export const rootConfig = `${projectRoot}deno.json`;
export const consoleDir = `${projectRoot}console`;
