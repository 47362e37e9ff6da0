import ipaddr from "ipaddr.js";

/** The ranges of a machine and its neighbours, which an operator may allow (WEBHOOKS_ALLOW_PRIVATE). */
const nearby = ["loopback", "private", "uniqueLocal"];

/**
 * Whether an endpoint may be at this IP address: one of the public Internet, or with `allowPrivate` one of this machine or its
 * network. Link-local, where cloud machines keep their credentials (169.254.169.254), multicast and reserved ones never are.
 */
export function mayBeReached(address: string, { allowPrivate }: { allowPrivate: boolean }): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6's clothes is judged as what it is.
  const range = ipaddr.process(address).range();
  return range === "unicast" || (allowPrivate && nearby.includes(range));
}
