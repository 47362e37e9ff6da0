import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { isServersEnglish, sayColumn, sayValue } from "../../reasons/tell-change.ts";
import { settingsTexts } from "../../texts/settings.ts";

/** How many columns stand there before the rest is asked for. */
const shownAtOnce = 3;

/** Column by column, before and after. */
export function AuditChanges({ entry }: { entry: components["schemas"]["AuditEntry"] }) {
  const t = settingsTexts.value.audit;
  // Of a change the new value.
  const valueOf = (column: string): unknown => {
    const value = entry.changes[column];
    return entry.action === "update" && Array.isArray(value) ? value[1] : value;
  };
  const changes = Object.entries(entry.changes).filter(([name]) => !isServersEnglish(name, valueOf));
  const lines = changes.map(([name, value]) => (
    <li key={name} class="break-words">
      <span class="font-medium">{sayColumn(name)}</span> {entry.action === "update" && Array.isArray(value)
        ? t.fromTo(say(name, value[0]), say(name, value[1]))
        : say(name, value)}
    </li>
  ));
  if (changes.length === 0) return null;
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

function say(name: string, value: unknown): string {
  const t = settingsTexts.value.audit;
  return value === "private" ? t.hidden : sayValue(name, value, organizationZone.value) ?? t.nothing;
}
