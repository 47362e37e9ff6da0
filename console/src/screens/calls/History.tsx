import { useSignal } from "@preact/signals";
import { dataApi, rows } from "../../api/client.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Loaded } from "../../components/Loaded.tsx";
import { Moment } from "../../components/Moment.tsx";
import { resource } from "../../lib/resource.ts";
import { texts } from "../../texts/texts.ts";

const trail = resource(async (id, signal) =>
  await rows(
    dataApi.from("audit_log").select("id, occurred_at, actor_kind, action, changes")
      .eq("table_name", "call_schedules").eq("row_id", id).order("id", { ascending: false }).limit(100)
      .abortSignal(signal),
  )
);

/** What the audit log says of the call: an admin's, and read only when it is opened. */
export function History({ id }: { id: string }) {
  const t = texts.value.calls;
  const isOpen = useSignal(false);
  const answered = trail.use(isOpen.value ? id : null);
  return (
    <details onToggle={(event) => isOpen.value = event.currentTarget.open}>
      <summary class="w-fit cursor-pointer py-1 text-lg font-semibold">{t.history}</summary>
      {isOpen.value && (
        <Loaded of={answered}>
          {(entries) => (
            <ol class="mt-2 flex flex-col gap-2 text-sm">
              {entries.map(({ id: entry, occurred_at, actor_kind, action, changes }) => (
                <li key={entry}>
                  <Moment at={occurred_at} zone={organizationZone.value} /> · {t.actors[actor_kind]} ·{" "}
                  {action === "update" ? t.changedFields(namesOf(changes)) : t.auditActions[action]}
                </li>
              ))}
            </ol>
          )}
        </Loaded>
      )}
    </details>
  );
}

/** Names of fields alone: what stood in them is the audit log's to tell. */
function namesOf(changes: unknown): string {
  if (typeof changes !== "object" || changes === null) return "";
  return Object.keys(changes).filter((name) => name !== "updated_at").join(", ");
}
