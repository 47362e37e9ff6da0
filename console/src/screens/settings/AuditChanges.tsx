import { settingsTexts } from "../../texts/settings.ts";
import { sayColumn } from "../../trail/tell-change.ts";
import { ToldValue } from "../../trail/ToldValue.tsx";
import { type AuditEntry, type AuditNames, tellEntry } from "./tell-entry.ts";

/** How many columns stand there before the rest is asked for. */
const shownAtOnce = 3;

/** Column by column, before and after. */
export function AuditChanges({ entry, names }: { entry: AuditEntry; names: AuditNames }) {
  const t = settingsTexts.value.audit;
  const lines = tellEntry(entry, names).map(({ column, told }) => (
    <li key={column} class="break-words">
      <span class="text-base-content/80">{sayColumn(column)}:</span> <ToldValue told={told} />
    </li>
  ));
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
