import type { CrmEntry } from "./outbox-schemas.ts";
import type { HubspotClient, HubspotFailure, HubspotResult } from "../hubspot/client.ts";
import { describeEngagement, describeLastCall } from "./engagement.ts";
import { decideFailedStep, type FailedStep, settleSeconds } from "./write-back-step.ts";
import { isHidden, type Portal } from "./write-back-portal.ts";
import type { Code } from "../platform/codes.ts";

export type EntryStep = Exclude<Code<"outbox_step">, FailedStep["step"]>;

export interface EntryJob {
  entry: CrmEntry;
  client: HubspotClient;
  portal: Portal;
  /** Writes a step down; false: another worker has the entry by now. */
  record: (step: EntryStep, facts?: { engagement_id: string }) => Promise<boolean>;
  now: () => Date;
  random: () => number;
}

/** Another worker has the entry by now: nothing more may be done here. */
type Taken = "taken";

/**
 * Writes one call back: its engagement, once, and then the contact's properties, each step written down as it is done, so
 * that a repetition goes on behind what is there. `done`, `taken`, or the step that puts the entry off or ends it.
 */
export async function writeEntry(job: EntryJob): Promise<"done" | Taken | FailedStep> {
  const stopped = await writeEngagement(job) ?? await writeContact(job);
  if (stopped !== null) return stopped;
  return await job.record("sent") ? "done" : "taken";
}

/** True while the engagement was sent, and nobody knows whether HubSpot has it. */
export function isUnclear({ engagement_id, engagement_sent_at }: CrmEntry): boolean {
  return engagement_id === null && engagement_sent_at !== null;
}

async function writeEngagement(job: EntryJob): Promise<Taken | FailedStep | null> {
  const { entry, client, portal } = job;
  if (entry.engagement_id !== null) return null;
  const known = isUnclear(entry) ? await findEngagement(job) : null;
  if (known !== null) return known === "found" ? null : known;

  const dispositions = await portal.readDispositions(client);
  if (!dispositions.ok) return failEntry(job, dispositions.failure, false);
  const { ids, assumed } = dispositions.value;
  const properties = describeEngagement(entry, ids);
  let created = await createEngagement(job, properties);
  if (created === "taken") return "taken";
  // The outcome was a guess: without it the call is logged all the same. What is refused has left nothing behind.
  if (!created.ok && created.failure.kind === "refused" && assumed && "hs_call_disposition" in properties) {
    created = await createEngagement(job, describeEngagement(entry, new Set()));
    if (created === "taken") return "taken";
  }
  if (!created.ok) return failEntry(job, created.failure, false);
  return await job.record("engagement_written", { engagement_id: created.value.id }) ? null : "taken";
}

function createEngagement(job: EntryJob, properties: Record<string, string>) {
  return atContact(job, async (contactId) => {
    // Before it goes out: a worker that dies in between leaves a trace, and the engagement is looked for.
    if (!await job.record("engagement_sending")) return "taken";
    return await job.client.createCall({ contactId, properties });
  });
}

/** Looks for an engagement that was sent before. null: it is not there for certain, and may be sent again. */
async function findEngagement(job: EntryJob): Promise<"found" | Taken | FailedStep | null> {
  const { entry, client, now } = job;
  // A merged contact's calls are at the one that took it over.
  const contact = await client.readContact(entry.contact_id, ["hs_object_id"]);
  if (!contact.ok) return failEntry(job, contact.failure, true);
  const calls = await client.readCallsOf(contact.value.id);
  if (!calls.ok) return failEntry(job, calls.failure, true);
  const call = calls.value.find(({ externalId }) => externalId === entry.id);
  if (call !== undefined) {
    return await job.record("engagement_written", { engagement_id: call.id }) ? "found" : "taken";
  }
  const sentAt = entry.engagement_sent_at?.getTime() ?? 0;
  const seconds = Math.ceil(settleSeconds - (now().getTime() - sentAt) / 1000);
  if (seconds <= 0) return null;
  const reason = "HubSpot may have the call and does not show it yet.";
  return { step: "unknown", facts: { seconds, reason_code: "engagement_unclear", reason } };
}

/** Setting the same again is harmless, so this needs no look. The properties tell of the contact's last call alone. */
async function writeContact(job: EntryJob): Promise<Taken | FailedStep | null> {
  const { entry, client, portal } = job;
  if (entry.contact_updated_at !== null || !entry.is_last_call) return null;
  const names = portal.access.properties;
  const dateType = names.last_call_date === null ? null : await portal.readType(client, names.last_call_date);
  // A definition that is not shown need not mean that there is no such property: HubSpot's answer to the update tells.
  const unread = dateType?.ok === false ? dateType.failure : null;
  if (unread !== null && !isHidden(unread)) return failEntry(job, unread, false);
  const values = describeLastCall(entry, names, {
    dateType: dateType?.ok ? dateType.value : null,
    timeZone: portal.access.portal_time_zone,
  });
  if (Object.keys(values).length === 0) return null;
  const updated = await atContact(job, (contactId) => client.updateContact(contactId, values));
  if (updated === "taken") return "taken";
  if (!updated.ok) {
    return unread?.kind === "not_found" && updated.failure.kind === "refused"
      ? missingProperty(names.last_call_date)
      : failEntry(job, updated.failure, false);
  }
  return await job.record("contact_written") ? null : "taken";
}

/**
 * Asks about the entry's contact. A contact that was merged since the last sync is refused under its old id by some of
 * HubSpot's routes, but a read of it gives the record that took it over: then that one is asked about.
 */
async function atContact<Value>(
  { entry, client }: EntryJob,
  ask: (contactId: string) => Promise<HubspotResult<Value> | Taken>,
): Promise<HubspotResult<Value> | Taken> {
  const answer = await ask(entry.contact_id);
  if (answer === "taken" || answer.ok || !["refused", "not_found"].includes(answer.failure.kind)) {
    return answer;
  }
  const contact = await client.readContact(entry.contact_id, ["hs_object_id"]);
  if (!contact.ok) return contact.failure.kind === "not_found" ? contact : answer;
  return contact.value.id === entry.contact_id ? answer : await ask(contact.value.id);
}

function missingProperty(name: string | null): FailedStep {
  const reason =
    `HubSpot has no contact property ${name}. Make it there, or name another one in the settings.`;
  return { step: "dead", facts: { reason_code: "property_missing", reason } };
}

/** What becomes of an entry after a failure of HubSpot's, which the others of its account hear of. */
export function failEntry(
  { entry, portal, now, random }: Pick<EntryJob, "entry" | "portal" | "now" | "random">,
  failure: HubspotFailure,
  mayBeThere: boolean,
): FailedStep {
  portal.notice(failure);
  return decideFailedStep(failure, {
    tries: entry.tries,
    endedAt: entry.ended_at,
    mayBeThere,
    timeZone: portal.access.portal_time_zone,
    now: now(),
    random: random(),
  });
}
