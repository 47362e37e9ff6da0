import { type FieldProblem, invalid } from "../../_shared/platform/errors.ts";
import { findAddress, type Resolve } from "../../_shared/webhooks/find-address.ts";
import type { Settings } from "../../_shared/platform/settings.ts";

/**
 * 422 for an endpoint that could never be told anything: not https, or on an address that is not public. A name that nobody
 * resolves just now is taken: it may be new. It is judged again before each delivery.
 */
export async function checkUrl(
  { settings, resolve }: { settings: Pick<Settings, "webhooksAllowPrivate">; resolve?: Resolve },
  address: string | undefined,
): Promise<void> {
  if (address === undefined) return;
  const allowPrivate = settings.webhooksAllowPrivate;
  const url = new URL(address);
  if (url.protocol !== "https:" && !allowPrivate) {
    throw refuse("not_an_address", "The address must begin with https://.");
  }
  const found = await findAddress(url, { allowPrivate, ...(resolve && { resolve }) });
  if (!found.ok && found.reasonCode === "address_forbidden") throw refuse("address_private", found.reason);
}

function refuse(code: FieldProblem["code"], message: string) {
  const problem: FieldProblem = { field: "url", code, message };
  return invalid([problem]);
}
