import { useSignal } from "@preact/signals";
import { answer, api, inOrganization } from "../../api/client.ts";
import type { HistoryEntry } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { agents } from "../../calls/resources.ts";
import { Loaded } from "../../components/Loaded.tsx";
import { Moment } from "../../components/Moment.tsx";
import { resource } from "../../lib/resource.ts";
import { callTexts } from "../../texts/calls.ts";
import { trailTexts } from "../../texts/trail.ts";
import { callWords } from "../../trail/call-words.ts";
import { isServersEnglish, sayColumn, sayValue, type Telling } from "../../trail/tell-change.ts";
import { inOneLine, tellDifference } from "../../trail/told.ts";

const history = resource(async (id, signal) => {
  const path = { ...inOrganization(), id };
  const told = await answer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/{id}/history", { params: { path }, signal }),
  );
  return told.history;
});

/** Who did what to the call, newest first; read only when it is opened. */
export function History({ id }: { id: string }) {
  const isOpen = useSignal(false);
  const answered = history.use(isOpen.value ? id : null);
  return (
    <details onToggle={(event) => isOpen.value = event.currentTarget.open}>
      <summary class="w-fit cursor-pointer py-1 text-lg font-semibold">{callTexts.value.history}</summary>
      {isOpen.value && (
        <Loaded of={answered}>
          {(entries) => (
            <ol class="mt-2 flex flex-col gap-2 text-sm">
              {entries.toReversed().map((entry, index) => (
                <li key={index}>
                  <Entry entry={entry} />
                </li>
              ))}
            </ol>
          )}
        </Loaded>
      )}
    </details>
  );
}

function Entry({ entry: { at, actor, action, subject, changes } }: { entry: HistoryEntry }) {
  const t = trailTexts.value.history;
  const valueOf = (name: string) => changes.find(({ field }) => field === name)?.to;
  const telling: Telling = {
    zone: organizationZone.value,
    words: callWords()[subject === "call" ? "call_schedules" : "call_attempts"],
    names: new Map((agents.use("").data.value ?? []).map(({ id, name }) => [id, name])),
  };
  const fields = action === "update"
    ? changes.filter(({ field }) => field !== "updated_at" && !isServersEnglish(field, valueOf))
    : [];
  return (
    <>
      <Moment at={at} zone={organizationZone.value} /> · {actor.name ?? t.actors[actor.kind]} ·{" "}
      {t.subjects[subject]} {t.actions[action]}
      {fields.length > 0 && (
        <ul class="pl-4 text-base-content/80">
          {fields.map(({ field, from, to }) => (
            <li key={field} class="break-all">
              {sayColumn(field)}
              {(from !== null || to !== null) &&
                `: ${
                  inOneLine(tellDifference(sayValue(field, from, telling), sayValue(field, to, telling)))
                }`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
