import type { ContactStore } from "./contact-store.ts";
import type { HubspotAccess } from "./connection-schemas.ts";
import { type PhoneCipher, phoneRef } from "../phone/phone-cipher.ts";
import type { KeptContact, PlainContact } from "./kept-contact.ts";
import { listContactProperties } from "./contact-terms.ts";
import { readHubspotContact } from "./to-contact.ts";
import { type ConnectDeps, connectHubspot } from "./connect-hubspot.ts";
import { sealContact } from "./seal-contact.ts";
import { describeError, type Logger } from "../platform/log.ts";
import type { ClaimedCall, ContactVerdict, DispatchDeps } from "../calls/types.ts";

export interface ContactCheckDeps extends ConnectDeps {
  contacts: Pick<ContactStore, "readContactCheckTerms" | "checkContactBeforeCall">;
  cipher: PhoneCipher;
  log: Logger;
}

/** Nine seconds at the longest, of the 25 that a claim leaves for what comes before the request to Bolna. */
const limits = { timeoutMs: 5_000, deadlineMs: 4_000, maxTries: 2 };
/**
 * Seconds until the next look, by what stood in its way. Each look leaves an attempt behind, so what takes hours or an
 * administrator is given longer; a call that only had to queue for HubSpot's limits is not.
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
 * The last look before dialling: reads the contact of a claimed call from HubSpot, by id and not from the search index,
 * and has the database decide. A check-up done meanwhile, a do-not-call flag or another number holds to the second of
 * dialling. The function that it gives does not throw: a contact that could not be judged is not dialled, but for a call
 * at the time that a person chose for it, whose contact HubSpot does not show.
 */
export function createContactCheck(deps: ContactCheckDeps): DispatchDeps["checkContact"] {
  return async (call) => {
    try {
      return await checkContact(deps, call);
    } catch (error) {
      deps.log.error("contact_check_failed", { attempt_id: call.attempt_id, ...describeError(error) });
      return unread("The contact could not be checked before the call.");
    }
  };
}

async function checkContact(deps: ContactCheckDeps, call: ClaimedCall): Promise<ContactVerdict> {
  const terms = await deps.contacts.readContactCheckTerms(call.attempt_id);
  const look = await readContact(deps, terms.access, terms.contact_id);
  if (look.found) return await judge(deps, call, look.contact);
  const fields = { attempt_id: call.attempt_id, org_id: call.org_id, dialled: terms.may_dial_unread };
  deps.log.warn("contact_unread", { ...fields, kind: look.kind, http_status: look.status });
  if (terms.may_dial_unread) return { verdict: "dial", call };
  const wait = waits[look.kind];
  if (wait === undefined) return unread(look.reason);
  return unread(look.reason, Math.min(wait, Math.max(shortest, look.retryAfterSeconds ?? wait)));
}

type Look =
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
  deps: ContactCheckDeps,
  access: HubspotAccess | null,
  contactId: string,
): Promise<Look> {
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

async function judge(
  { contacts, cipher }: ContactCheckDeps,
  call: ClaimedCall,
  plain: PlainContact | null,
): Promise<ContactVerdict> {
  const contact = plain && nameMerged(await sealContact(cipher, call.org_id, plain), call.contact_id);
  const phone = plain?.phone ?? null;
  // Closed once more: a ciphertext belongs to one row, and this one is the schedule's.
  const phoneEnc = phone && await cipher.encrypt(phoneRef(call.org_id, call.schedule_id), phone);
  const phoneHash = contact?.phone_hash ?? null;
  return toVerdict(
    call,
    await contacts.checkContactBeforeCall({ attemptId: call.attempt_id, contact, phoneEnc, phoneHash }),
  );
}

/** An answer with another id than was asked for is the record that took the asked one over. */
function nameMerged(contact: KeptContact, askedId: string): KeptContact {
  if (contact.contact_id === askedId || contact.merged_ids.includes(askedId)) return contact;
  return { ...contact, merged_ids: [...contact.merged_ids, askedId] };
}

type Answer = Awaited<ReturnType<ContactStore["checkContactBeforeCall"]>>;

function toVerdict(call: ClaimedCall, answer: Answer): ContactVerdict {
  switch (answer.verdict) {
    case "dial": {
      const { contact_phone_enc, contact_phone_hash, contact_name } = answer;
      return { verdict: "dial", call: { ...call, contact_phone_enc, contact_phone_hash, contact_name } };
    }
    case "withdrawn":
    case "postponed":
      return { verdict: answer.verdict, reasonCode: answer.reason_code, reason: answer.reason };
    case "lost":
      return answer;
  }
}

function unread(reason: string, retryAfterSeconds = soon): ContactVerdict {
  return { verdict: "unread", reason, retryAfterSeconds };
}
