import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { inOrderOfUse, isAuditedTable } from "../../trail/audited.ts";
import { isServersEnglish, sayColumn, sayValue, type Telling } from "../../trail/tell-change.ts";
import { tellDifference, type Told } from "../../trail/told.ts";
import { ToldValue } from "../../trail/ToldValue.tsx";
import { auditLists } from "./audit-lists.ts";
import { auditWords } from "./audit-words.ts";

/** How many columns stand there before the rest is asked for. */
const shownAtOnce = 3;

/** Column by column, before and after. */
export function AuditChanges({ entry, names }: {
  entry: components["schemas"]["AuditEntry"];
  names: Telling["names"];
}) {
  const t = settingsTexts.value.audit;
  const telling: Telling = {
    zone: organizationZone.value,
    words: isAuditedTable(entry.table) ? auditWords()[entry.table] : {},
    names,
    lists: auditLists,
  };
  // Of a change the new value.
  const valueOf = (column: string): unknown => {
    const value = entry.changes[column];
    return entry.action === "update" && Array.isArray(value) ? value[1] : value;
  };
  const tell = (column: string): Told | undefined => {
    const value = entry.changes[column];
    const say = (one: unknown) => sayValue(column, one, telling);
    return entry.action === "update" && Array.isArray(value)
      ? tellDifference(say(value[0]), say(value[1]))
      : say(value);
  };
  const lines = inOrderOfUse(Object.keys(entry.changes)).flatMap((column) => {
    const told = isServersEnglish(column, valueOf) ? undefined : tell(column);
    return told === undefined ? [] : [
      <li key={column} class="break-words">
        <span class="text-base-content/80">{sayColumn(column)}:</span> <ToldValue told={told} />
      </li>,
    ];
  });
  if (lines.length === 0) return null;
  return (
    <div class="max-w-md text-sm">
      <ul>{lines.slice(0, shownAtOnce)}</ul>
      {lines.length > shownAtOnce && (
        <details>
          <summary class="w-fit cursor-pointer py-1 text-xs">{t.more(lines.length - shownAtOnce)}</summary>
          <ul>{lines.slice(shownAtOnce)}</ul>
        </details>
      )}
    </div>
  );
}
