import type { HubspotAccess } from "../contacts/connection-schemas.ts";
import type { HubspotClient, HubspotFailure, HubspotResult } from "../hubspot/client.ts";
import { dispositions as usualDispositions } from "./engagement.ts";

/** `assumed`: the account does not show them, and may have renamed or removed some. */
export interface KnownDispositions {
  ids: ReadonlySet<string>;
  assumed: boolean;
}

/** What one round learns of an organisation's HubSpot account, so that it asks once. */
export type Portal = ReturnType<typeof createPortal>;

/** Failures of which every other entry of the organisation would meet the same. */
const accountWide: HubspotFailure["kind"][] = ["token_rejected", "scope_missing", "daily_limit", "moved"];

export function createPortal(access: HubspotAccess) {
  let barrier: HubspotFailure | null = null;
  let notedState = access.state;
  let dispositions: Promise<HubspotResult<KnownDispositions>> | null = null;
  const types = new Map<string, Promise<HubspotResult<string>>>();

  return {
    access,
    /** Why nothing more can be written to this account in this round; null: nothing is known to stand in the way. */
    readBarrier: () => barrier,
    notice: (failure: HubspotFailure) => {
      const isDown = failure.kind === "unreachable" && failure.status === null;
      if (isDown || accountWide.includes(failure.kind)) barrier ??= failure;
    },

    /** True for the first to find the connection in this state: it is to be written down once. */
    isNews: (state: HubspotAccess["state"]): boolean => {
      if (state === notedState) return false;
      notedState = state;
      return true;
    },

    /** The outcomes of a call that the account has; HubSpot's own where it does not show them. */
    readDispositions: (client: HubspotClient): Promise<HubspotResult<KnownDispositions>> =>
      dispositions ??= readDispositions(client),

    /** HubSpot's type of a contact property. */
    readType: (client: HubspotClient, name: string): Promise<HubspotResult<string>> => {
      const known = access.property_types[name];
      if (known !== undefined) return Promise.resolve({ ok: true, value: known });
      const asked = types.get(name) ?? readType(client, name);
      types.set(name, asked);
      return asked;
    },
  };
}

/** HubSpot does not show a definition: what it defines may be there all the same. */
export function isHidden({ kind }: HubspotFailure): boolean {
  return ["not_found", "refused", "scope_missing"].includes(kind);
}

async function readDispositions(client: HubspotClient): Promise<HubspotResult<KnownDispositions>> {
  const property = await client.readProperty("calls", "hs_call_disposition");
  if (property.ok) {
    return {
      ok: true,
      value: { ids: new Set(property.value.options.map(({ value }) => value)), assumed: false },
    };
  }
  return isHidden(property.failure)
    ? { ok: true, value: { ids: new Set(Object.values(usualDispositions)), assumed: true } }
    : property;
}

async function readType(client: HubspotClient, name: string): Promise<HubspotResult<string>> {
  const property = await client.readProperty("contacts", name);
  return property.ok ? { ok: true, value: property.value.type } : property;
}
