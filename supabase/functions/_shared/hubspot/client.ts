import * as z from "zod";
import { classifySilence } from "./classify-answer.ts";
import { createExchange, type ExchangeTerms, type HubspotResult } from "./exchange.ts";
import { readBatches, readCallIds } from "./batches.ts";
import {
  accountSchema,
  createdSchema,
  type HubspotAccount,
  type HubspotProperty,
  type HubspotRecord,
  listMembersSchema,
  listSchema,
  propertySchema,
  recordSchema,
  searchPageSchema,
} from "./schemas.ts";

export type { HubspotFailure } from "./failure.ts";
export type { HubspotAccount, HubspotProperty, HubspotRecord } from "./schemas.ts";
export type { HubspotResult, HubspotSend } from "./exchange.ts";

/** Current until about March 2028; all requests go by it. */
const apiVersion = "2026-09";
const contactsPath = `/crm/objects/${apiVersion}/contacts`;
const listsPath = `/crm/lists/${apiVersion}`;
const callsPath = `/crm/objects/${apiVersion}/calls`;

/** HubSpot refuses a longer search request. */
const longestSearch = 3_000;

export interface ContactSearch {
  /** Only records behind this id; "0" for the first page. Ids compare as numbers. */
  afterId: string;
  /** `lastmodifieddate`, both ends included. */
  modifiedFrom?: Date;
  modifiedTo?: Date;
  properties: readonly string[];
  /** 1 to 200 (200). */
  limit?: number;
}

export interface ContactPage {
  contacts: HubspotRecord[];
  /** The highest id so far: the next page begins behind it. */
  lastId: string;
  /** Nothing follows. */
  isLast: boolean;
}

export type HubspotClient = ReturnType<typeof createHubspotClient>;

/**
 * A client for the parts of HubSpot that we use (reference 3 to 8). It knows the protocol and the limits, and no policy.
 * HubSpot's doings never make a method throw; a budget that cannot be asked (the database) does.
 */
export function createHubspotClient(terms: ExchangeTerms) {
  const ask = createExchange(terms);

  return {
    /** The record as it is now, not as the search index has it. The id of a merged record gives the one it became. */
    readContact: (id: string, properties: readonly string[]): Promise<HubspotResult<HubspotRecord>> =>
      ask({
        method: "GET",
        path: `${contactsPath}/${encodeURIComponent(id)}?properties=${
          encodeURIComponent(properties.join(","))
        }`,
        schema: recordSchema,
      }),

    /** One page by keyset on the id: it meets no ceiling, and edits meanwhile shift nothing. */
    searchContacts: async (search: ContactSearch): Promise<HubspotResult<ContactPage>> =>
      await ask({
        method: "POST",
        path: `${contactsPath}/search`,
        kind: "search",
        body: searchBody(search),
        schema: searchPageSchema.transform(({ results, paging }, context) => {
          // A page may end short though more follows, and a full one may be the last.
          const isLast = results.length === 0 || (paging === null && results.length < (search.limit ?? 200));
          const lastId = highestId(search.afterId, results);
          if (isLast || lastId !== search.afterId) return { contacts: results, lastId, isLast };
          context.addIssue("the page does not go on behind the last one");
          return z.NEVER;
        }),
      }),

    /**
     * Any number of records, 100 a request. `missing`: ids that HubSpot says it does not have; ids that are neither there
     * nor missing could not be read.
     */
    readContacts: (ids: readonly string[], properties: readonly string[]) =>
      readBatches(ask, contactsPath, ids, properties),

    /** A list by its number; `not_found` where the account has none of it. */
    readList: (id: string): Promise<HubspotResult<{ objectTypeId: string; size: number | null }>> =>
      ask({ method: "GET", path: `${listsPath}/${encodeURIComponent(id)}`, schema: listSchema }),

    /** One page of who is on a list, 250 at most; `after` as the page before gave it. */
    readListMembers: (
      id: string,
      after: string | null,
    ): Promise<HubspotResult<{ ids: string[]; after: string | null }>> =>
      ask({
        method: "GET",
        path: `${listsPath}/${encodeURIComponent(id)}/memberships?limit=250${
          after === null ? "" : `&after=${encodeURIComponent(after)}`
        }`,
        schema: listMembersSchema,
      }),

    /** A property's definition; `not_found` where the account has none of that name. */
    readProperty: (objectType: "contacts" | "calls", name: string): Promise<HubspotResult<HubspotProperty>> =>
      ask({
        method: "GET",
        path: `/crm/properties/${apiVersion}/${objectType}/${encodeURIComponent(name)}`,
        schema: propertySchema,
      }),

    readAccount: (): Promise<HubspotResult<HubspotAccount>> =>
      ask({ method: "GET", path: `/account-info/${apiVersion}/details`, schema: accountSchema }),

    /**
     * Logs a call with its contact: sent once and never repeated. `unclear`: it may be there; look with `readCallsOf`
     * before it is sent again. Any other failure: it is certainly not there.
     */
    createCall: (
      { contactId, properties }: { contactId: string; properties: Record<string, string> },
    ): Promise<HubspotResult<{ id: string }>> =>
      ask({
        method: "POST",
        path: callsPath,
        body: {
          properties,
          associations: [{
            to: { id: contactId },
            types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: callToContact }],
          }],
        },
        repeatable: false,
        schema: createdSchema,
      }),

    /** Every call that is associated with a contact, with the id that its writer gave it. By the store, not the index. */
    readCallsOf: async (
      contactId: string,
    ): Promise<HubspotResult<{ id: string; externalId: string | null }[]>> => {
      const ids = await readCallIds(ask, `/crm/associations/${apiVersion}/contacts/calls`, contactId);
      if (!ids.ok) return ids;
      const calls = await readBatches(ask, callsPath, ids.value, ["hs_call_external_id"]);
      if (!calls.ok) return calls;
      const { records, missing } = calls.value;
      if (records.length + missing.length < ids.value.length) {
        // Whoever asks wants to prove that a call is not there: a list with a gap proves nothing.
        const story = "HubSpot did not give all calls of the contact.";
        return { ok: false, failure: classifySilence({ reached: true, repeatable: true, story }) };
      }
      const value = records.map(({ id, properties }) => ({
        id,
        externalId: properties.hs_call_external_id ?? null,
      }));
      return { ok: true, value };
    },

    /** Sets properties; setting the same again is harmless. An empty text clears one. */
    updateContact: (id: string, properties: Record<string, string>): Promise<HubspotResult<{ id: string }>> =>
      ask({
        method: "PATCH",
        path: `${contactsPath}/${encodeURIComponent(id)}`,
        body: { properties },
        schema: createdSchema,
      }),

    /** May the token read contacts: the cheapest question that only the scope decides. */
    probeRead: () => ask({ method: "GET", path: `${contactsPath}?limit=1`, schema: z.unknown() }),

    /** May the token read lists: whether there is a list 1 says nothing. */
    probeLists: async (): Promise<HubspotResult<unknown>> => {
      const answer = await ask({ method: "GET", path: `${listsPath}/1`, schema: z.unknown() });
      return !answer.ok && answer.failure.kind === "not_found" ? { ok: true, value: null } : answer;
    },

    /** May the token write contacts, without writing: contact 0 never exists, so `not_found` means yes. */
    probeWrite: async (): Promise<HubspotResult<unknown>> => {
      const answer = await ask({
        method: "PATCH",
        path: `${contactsPath}/0`,
        body: { properties: {} },
        schema: z.unknown(),
      });
      return !answer.ok && answer.failure.kind === "not_found" ? { ok: true, value: null } : answer;
    },
  };
}

/** As numbers: as texts, "9" would be behind "10". */
function highestId(afterId: string, records: readonly HubspotRecord[]): string {
  const highest = records.reduce((most, { id }) => (BigInt(id) > most ? BigInt(id) : most), BigInt(afterId));
  return highest.toString();
}

/** HubSpot's number for the association of a call with a contact. */
const callToContact = 194;

/** Does a search for these properties fit into one request? */
export function fitsSearch(properties: readonly string[]): boolean {
  const longest = new Date(8.64e15);
  return searchLength({
    afterId: "9".repeat(18),
    modifiedFrom: longest,
    modifiedTo: longest,
    properties,
  }) < longestSearch;
}

function searchLength(search: ContactSearch): number {
  return JSON.stringify(compose(search)).length;
}

function searchBody(search: ContactSearch) {
  const length = searchLength(search);
  if (length < longestSearch) return compose(search);
  throw new RangeError(
    `A search request holds less than ${longestSearch} characters; this one has ${length}.`,
  );
}

/** All five fields: HubSpot's specification demands each. Dates go as epoch milliseconds, the only proven form. */
function compose({ afterId, modifiedFrom, modifiedTo, properties, limit = 200 }: ContactSearch) {
  const filter = (propertyName: string, operator: string, value: string) => ({
    propertyName,
    operator,
    value,
  });
  const filters = [
    filter("hs_object_id", "GT", afterId),
    ...(modifiedFrom ? [filter("lastmodifieddate", "GTE", String(modifiedFrom.getTime()))] : []),
    ...(modifiedTo ? [filter("lastmodifieddate", "LTE", String(modifiedTo.getTime()))] : []),
  ];
  return {
    filterGroups: [{ filters }],
    sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
    properties,
    limit,
    after: "0",
  };
}
