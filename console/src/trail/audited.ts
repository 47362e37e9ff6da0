import type { Database } from "../api/types.ts";

type Tables = Database["public"]["Tables"];
/** Whose rows the pages do not read as they are: what was done with all that is kept of a person, what a restore left to decide. */
interface Others {
  /** Its code names the row, and is among no changes. */
  alert_thresholds: { threshold: number | null };
  people: {
    audit_rows: number;
    calls: number;
    campaign_contacts: number;
    cancelled: number;
    consents: number;
    contact_id: string;
    contacts: number;
    number: string;
    reason: string;
    suppressions: number;
  };
  recovery_organizations: {
    adopted: number;
    missed: number;
    missed_choice: Database["public"]["Enums"]["recovery_choice"] | null;
    released_at: string | null;
    rung_choice: Database["public"]["Enums"]["recovery_choice"] | null;
    unknown: number;
  };
}

/** Everything of an organisation whose changes are in its trail, in the order of the filter. */
export const auditedTables = [
  "call_schedules",
  "call_attempts",
  "call_schedule_rules",
  "campaigns",
  "calling_policies",
  "suppressions",
  "consents",
  "people",
  "agents",
  "memberships",
  "invitations",
  "organizations",
  "hubspot_connections",
  "contact_syncs",
  "crm_outbox",
  "audience_uploads",
  "webhooks",
  "alert_thresholds",
  "recovery_organizations",
] as const satisfies readonly (keyof Tables | keyof Others)[];

export type AuditedTable = (typeof auditedTables)[number];

/** What the trail never tells (private.write_audit_row). */
type Untold =
  | "attention"
  | "bolna_status_at"
  | "check_count"
  | "created_at"
  | "dial_after"
  | "lease_expires_at"
  | "news_at"
  | "next_check_at"
  | "updated_at";

type Row<Table extends AuditedTable> = Table extends keyof Others ? Others[Table]
  : Table extends keyof Tables ? Omit<Tables[Table]["Row"], Untold>
  : never;
type ColumnOf<Table extends AuditedTable> = Table extends AuditedTable ? Extract<keyof Row<Table>, string>
  : never;

/** Every column that a row of the trail can have: each has its words in both languages, or nothing compiles. */
export type AuditedColumn = ColumnOf<AuditedTable>;

type Item<Value> = NonNullable<Value> extends readonly (infer One)[] ? One : NonNullable<Value>;
/** A value that is one of a closed list; never where it is any text, a number or something else. */
type WordOf<Value> = Item<Value> extends string ? (string extends Item<Value> ? never : Item<Value>) : never;
type Worded<Table extends AuditedTable> = {
  [Column in ColumnOf<Table> as [WordOf<Row<Table>[Column]>] extends [never] ? never : Column]: WordOf<
    Row<Table>[Column]
  >;
};

/** For each column of a table that holds a word of a closed list, a text for each word. */
export type WordsOf<Table extends AuditedTable, Text> = {
  [Column in keyof Worded<Table>]: Worded<Table>[Column] extends string ? Record<Worded<Table>[Column], Text>
    : never;
};

type JsonOf<Table extends AuditedTable> = Table extends AuditedTable ? {
    [Column in ColumnOf<Table>]: [string | boolean] extends [NonNullable<Row<Table>[Column]>] ? Column
      : never;
  }[ColumnOf<Table>]
  : never;
/** Every column that holds JSON, or what no type describes. */
export type JsonColumn = JsonOf<AuditedTable>;

/** What is for whoever looks for a fault, and stands behind what everybody understands. */
const technical: ReadonlySet<string> = new Set<AuditedColumn>([
  "absent_listings",
  "attempt_id",
  "bolna_agent_id",
  "bolna_call_id",
  "bolna_execution_id",
  "campaign_id",
  "contact_phone_enc",
  "dry_run_id",
  "engagement_id",
  "full_sync_after",
  "global_phone_hash",
  "hangup_code",
  "held_until",
  "http_status",
  "id",
  "last_contact_number",
  "next_sync_at",
  "old_secret_id",
  "org_id",
  "phone_regions",
  "phone_zone_source",
  "phone_zones",
  "property_types",
  "revision",
  "rule_id",
  "schedule_id",
  "window_start",
  "wording_hash",
  "worker",
]);

/** What people know it by. */
const naming: ReadonlySet<string> = new Set<AuditedColumn>(["contact_name", "email", "name", "rule_name"]);

/** What it is known by comes first, what only a program needs last; the order is kept otherwise. */
export function inOrderOfUse(columns: readonly string[]): string[] {
  const rank = (column: string) => naming.has(column) ? 0 : technical.has(column) ? 2 : 1;
  return columns.toSorted((a, b) => rank(a) - rank(b));
}

export function isAuditedTable(name: string): name is AuditedTable {
  return auditedTables.some((one) => one === name);
}
