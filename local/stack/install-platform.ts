import { getAuthSchemaSql } from "@supabase/lite";
import type { Sql } from "postgres";

/** Which of the platform's background workers this stack has to play itself. */
export interface StandIns {
  cron: boolean;
  net: boolean;
}

interface Extension {
  name: string;
  standIn: string;
  create: string;
  /** The extension can be created here only where its library is loaded for this database. */
  loaded: string;
}

const extensions = {
  cron: {
    name: "pg_cron",
    standIn: "cron-stand-in.sql",
    create: "create extension if not exists pg_cron with schema pg_catalog",
    loaded: "coalesce(current_setting('cron.database_name', true) = current_database(), false)",
  },
  net: {
    name: "pg_net",
    standIn: "net-stand-in.sql",
    create: "create extension if not exists pg_net with schema extensions",
    loaded: "coalesce(current_setting('pg_net.database_name', true) = current_database(), false)",
  },
  vault: {
    name: "supabase_vault",
    standIn: "vault-stand-in.sql",
    create:
      "create schema if not exists vault; create extension if not exists supabase_vault with schema vault",
    loaded: "current_setting('vault.getkey_script', true) is not null",
  },
} satisfies Record<string, Extension>;

/**
 * Makes the database look like a new Supabase project. Idempotent; the real extensions where the server has them,
 * SQL-only stand-ins where it has not.
 */
export async function installPlatform(sql: Sql): Promise<StandIns> {
  await completeAuthUsers(sql);
  await runFile(sql, "platform-base.sql", getAuthSchemaSql());
  const [cron, net] = [
    await installExtension(sql, extensions.cron),
    await installExtension(sql, extensions.net),
    await installExtension(sql, extensions.vault),
  ];
  return { cron, net };
}

async function completeAuthUsers(sql: Sql): Promise<void> {
  const [found] = await sql<{ minimal: boolean }[]>`
    select to_regclass('auth.users') is not null and not exists (
      select from pg_attribute where attrelid = to_regclass('auth.users') and attname = 'encrypted_password'
    ) as minimal`;
  if (!found?.minimal) return;
  const whole = getAuthSchemaSql().replaceAll(/\bauth\b(?=[.;])/g, "auth_whole");
  await runFile(sql, "complete-auth-users.sql", whole);
}

/** True when the stand-in is in use. */
async function installExtension(sql: Sql, extension: Extension): Promise<boolean> {
  const [state] = await sql.unsafe<{ installed: boolean; usable: boolean }[]>(`
    select exists (select from pg_extension where extname = '${extension.name}') as installed,
      exists (select from pg_available_extensions where name = '${extension.name}') and ${extension.loaded} as usable`);
  if (state?.installed) return false;
  if (state?.usable) {
    await sql.unsafe(extension.create);
    return false;
  }
  await runFile(sql, extension.standIn);
  return true;
}

async function runFile(sql: Sql, name: string, before = ""): Promise<void> {
  const text = await Deno.readTextFile(new URL(name, import.meta.url));
  // One simple-protocol message is one transaction: two starts on one server do not see each other's halves.
  await sql.unsafe(`set role postgres; ${before}\n${text}\nreset role;`).simple();
}
