import { lookup } from "node:dns/promises";
import { mayBeReached } from "./may-be-reached.ts";

/** All addresses that a name stands for; none when it stands for nothing. */
export type Resolve = (hostname: string) => Promise<string[]>;

export type FoundAddress =
  | { ok: true; address: string }
  | { ok: false; reasonCode: "unreachable" | "address_forbidden"; reason: string };

/**
 * The IP address at which an endpoint is to be asked. Every address of its name must be allowed, so that a name with a public
 * and a private one is no way in; and who connects goes to the address found here, so that another answer of the name a moment
 * later changes nothing.
 */
export async function findAddress(
  url: URL,
  { allowPrivate, resolve = resolveByPlatform }: { allowPrivate: boolean; resolve?: Resolve },
): Promise<FoundAddress> {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const addresses = await resolve(hostname);
  const [address] = addresses;
  if (address === undefined) {
    return { ok: false, reasonCode: "unreachable", reason: "The name of its host cannot be resolved." };
  }
  if (!addresses.every((each) => mayBeReached(each, { allowPrivate }))) {
    return {
      ok: false,
      reasonCode: "address_forbidden",
      reason: "Its host is on a private, loopback, link-local or otherwise special address.",
    };
  }
  return { ok: true, address };
}

/** As a connection would resolve it; an IP address is its own. */
async function resolveByPlatform(hostname: string): Promise<string[]> {
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
