import type { components } from "../../api/types.ts";
import { inOrderOfUse, isAuditedTable } from "../../trail/audited.ts";
import { isServersEnglish, sayValue, type Telling } from "../../trail/tell-change.ts";
import { tellDifference, type Told } from "../../trail/told.ts";
import { auditLists } from "./audit-lists.ts";
import { auditWords } from "./audit-words.ts";
import { type AlertSetting, sayThreshold } from "./say-threshold.ts";

export type AuditEntry = components["schemas"]["AuditEntry"];

/** On whose clock, what people know ids by, and in which unit each alert's threshold is. */
export interface AuditNames {
  zone: string;
  names: Telling["names"];
  units: ReadonlyMap<string, AlertSetting["unit"]>;
}

/** The call that it is about, where there still is one. */
export function callOf({ table, action, row_id, changes }: AuditEntry): string | undefined {
  if (table === "call_schedules") return action === "delete" ? undefined : row_id;
  return typeof changes.schedule_id === "string" ? changes.schedule_id : undefined;
}

/** An entry column by column, before and after: what people know it by first. */
export function tellEntry(
  entry: AuditEntry,
  { zone, names, units }: AuditNames,
): { column: string; told: Told }[] {
  const telling: Telling = {
    zone,
    words: isAuditedTable(entry.table) ? auditWords()[entry.table] : {},
    names,
    lists: auditLists,
  };
  const unit = entry.table === "alert_thresholds" ? units.get(entry.row_id) : undefined;
  // What is not set is left out where a row comes or goes; of an alert it means never.
  const changes: AuditEntry["changes"] = unit === undefined || entry.action === "update"
    ? entry.changes
    : { threshold: null, ...entry.changes };
  // Of a change the new value.
  const valueOf = (column: string): unknown => {
    const value = changes[column];
    return entry.action === "update" && Array.isArray(value) ? value[1] : value;
  };
  const tell = (column: string): Told | undefined => {
    const value = changes[column];
    const say = (one: unknown) =>
      unit !== undefined && column === "threshold"
        ? sayThreshold(unit, typeof one === "number" ? one : null)
        : sayValue(column, one, telling);
    return entry.action === "update" && Array.isArray(value)
      ? tellDifference(say(value[0]), say(value[1]))
      : say(value);
  };
  // To its call there is a link beside it.
  const isLinked = (column: string) => column === "schedule_id" && callOf(entry) === changes[column];
  return inOrderOfUse(Object.keys(changes)).flatMap((column) => {
    const told = isLinked(column) || isServersEnglish(column, valueOf) ? undefined : tell(column);
    return told === undefined ? [] : [{ column, told }];
  });
}
