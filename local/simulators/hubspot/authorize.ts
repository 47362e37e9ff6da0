import { HubspotError } from "./hubspot-error.ts";
import type { KeyRing, Scope } from "./key-ring.ts";
import type { RequestKind } from "./request-kind.ts";

const unauthenticated =
  "Authentication credentials not found. This API supports OAuth 2.0 authentication and you " +
  "can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";

const unscoped =
  "This app hasn't been granted all required scopes to make this call. Read more about required " +
  "scopes here: https://developers.hubspot.com/scopes.";

/** Checks the token and that one of the scopes this kind of request takes is among its own. Throws HubspotError. */
export function authorize(keys: KeyRing, token: string, kind: RequestKind): void {
  const scopes = keys.scopesOf(token);
  if (scopes === undefined) throw unauthorized();
  const wanted = scopesFor(kind);
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope))) {
    throw forbidden(wanted.slice(0, 1));
  }
}

/** The token is unknown, revoked or missing. */
export function unauthorized(): HubspotError {
  return new HubspotError(401, "INVALID_AUTHENTICATION", unauthenticated);
}

/** The token lacks these scopes. */
export function forbidden(missingScopes: readonly string[]): HubspotError {
  const message = "One or more of the following scopes are required.";
  return new HubspotError(403, "MISSING_SCOPES", unscoped, {
    context: { missingScopes },
    errors: [{ message, context: { requiredGranularScopes: missingScopes } }],
    links: { scopes: "https://developers.hubspot.com/scopes" },
  });
}

/** Any one of them is enough; calls and associations have no scopes of their own. */
export function scopesFor({ action, writes }: RequestKind): readonly Scope[] {
  if (action === "account" || action === "other") return [];
  if (action === "read-lists") return ["crm.lists.read"];
  if (action === "read-properties") return ["crm.objects.contacts.read", "crm.schemas.contacts.read"];
  if (action === "write-properties") return ["crm.schemas.contacts.write"];
  return [writes ? "crm.objects.contacts.write" : "crm.objects.contacts.read"];
}
