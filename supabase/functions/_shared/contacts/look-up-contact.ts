import type { CallStore, ContactReading } from "../calls/call-store.ts";
import type { DispatchDeps, LookAnswer, PendingLook } from "../calls/types.ts";
import type { ContactStore } from "./contact-store.ts";
import type { HubspotAccess } from "./connection-schemas.ts";
import { type PhoneCipher, phoneRef } from "../phone/phone-cipher.ts";
import type { KeptContact, PlainContact } from "./kept-contact.ts";
import { listContactProperties } from "./contact-terms.ts";
import { readHubspotContact } from "./to-contact.ts";
import { type ConnectDeps, connectHubspot } from "./connect-hubspot.ts";
import { sealContact } from "./seal-contact.ts";
import { describeError, type Logger } from "../platform/log.ts";

export interface ContactLookDeps extends ConnectDeps {
  contacts: Pick<ContactStore, "readLookTerms">;
  calls: Pick<CallStore, "claimLookedCall">;
  cipher: PhoneCipher;
  log: Logger;
}

/** Nine seconds at the longest, of the 45 that a look may take. */
const limits = { timeoutMs: 5_000, deadlineMs: 4_000, maxTries: 2 };
/**
 * Seconds until the next look, by what stood in its way; the database waits longer the longer HubSpot is silent. A call
 * that only had to queue for HubSpot's limits looks again soon.
 */
const soon = 300;
const shortest = 30;
const waits: Record<string, number> = {
  slow_down: shortest,
  daily_limit: 3600,
  moved: 3600,
  token_missing: 1800,
  token_rejected: 1800,
  scope_missing: 1800,
};

/**
 * The last look before a call is claimed: reads its contact from HubSpot, by id and not from the search index, and has the
 * database decide. A check-up done meanwhile, a do-not-call flag or another number holds to the second of dialling. The
 * function that it gives does not throw: a call whose contact could not be judged is not dialled, but for one at the time
 * that a person chose for it, whose contact HubSpot does not show.
 */
export function createContactLook(deps: ContactLookDeps): DispatchDeps["lookUpContact"] {
  return async (call) => {
    try {
      return await lookUpContact(deps, call);
    } catch (error) {
      // Nobody holds it any more when the look's time is over.
      deps.log.error("contact_look_failed", { schedule_id: call.schedule_id, ...describeError(error) });
      return {
        outcome: "deferred",
        reason_code: "contact_unreadable",
        reason: "The contact could not be checked before the call.",
      };
    }
  };
}

async function lookUpContact(deps: ContactLookDeps, call: PendingLook): Promise<LookAnswer> {
  const terms = await deps.contacts.readLookTerms(call.schedule_id, call.worker);
  if (terms === null) return { outcome: "lost" };
  const reading = await readContact(deps, terms.access, terms.contact_id);
  const look = { contact_id: terms.contact_id, ...await describeReading(deps, call, reading) };
  const answer = await deps.calls.claimLookedCall(call.schedule_id, call.worker, look);
  if (!reading.found) {
    const fields = {
      schedule_id: call.schedule_id,
      org_id: call.org_id,
      dialled: answer.outcome === "claimed",
    };
    deps.log.warn("contact_unread", { ...fields, kind: reading.kind, http_status: reading.status });
  }
  return answer;
}

type Reading =
  /** `contact` null: HubSpot has it no more. */
  | { found: true; contact: PlainContact | null }
  | {
    found: false;
    kind: string;
    status: number | null;
    reason: string;
    /** What is known of when it is over. */
    retryAfterSeconds?: number | null;
  };

async function readContact(
  deps: ContactLookDeps,
  access: HubspotAccess | null,
  contactId: string,
): Promise<Reading> {
  const client = access === null ? null : await connectHubspot(deps, access, limits);
  if (access === null || client === null) {
    const reason = "There is no HubSpot token to read the contact with.";
    return { found: false, kind: "token_missing", status: null, reason };
  }
  const answer = await client.readContact(contactId, listContactProperties(access));
  if (!answer.ok) {
    const { kind, status, reason, retryAfterSeconds } = answer.failure;
    if (kind === "not_found") return { found: true, contact: null };
    return { found: false, kind, status, reason, retryAfterSeconds };
  }
  if (answer.value.readable) return { found: true, contact: readHubspotContact(answer.value, access) };
  const reason = "HubSpot gave the contact without its data.";
  return { found: false, kind: "unreadable", status: 200, reason };
}

async function describeReading(
  { cipher }: ContactLookDeps,
  call: PendingLook,
  reading: Reading,
): Promise<ContactReading> {
  if (!reading.found) {
    const wait = waits[reading.kind] ?? soon;
    const retryAfter = Math.min(wait, Math.max(shortest, reading.retryAfterSeconds ?? wait));
    return { unread: { reason: reading.reason, retry_after_seconds: retryAfter } };
  }
  const plain = reading.contact;
  const contact = plain && nameMerged(await sealContact(cipher, call.org_id, plain), call.contact_id);
  const phone = plain?.phone ?? null;
  // Closed once more: a ciphertext belongs to one row, and this one is the schedule's.
  const phone_enc = phone && await cipher.encrypt(phoneRef(call.org_id, call.schedule_id), phone);
  const global_phone_hash = phone && await cipher.globalHash(phone);
  return { contact, phone_enc, phone_hash: contact?.phone_hash ?? null, global_phone_hash };
}

/** An answer with another id than was asked for is the record that took the asked one over. */
function nameMerged(contact: KeptContact, askedId: string): KeptContact {
  if (contact.contact_id === askedId || contact.merged_ids.includes(askedId)) return contact;
  return { ...contact, merged_ids: [...contact.merged_ids, askedId] };
}
