import { base64 } from "@scure/base";

/** A new signing secret as Standard Webhooks writes it: 32 random bytes. */
export function makeSecret(): string {
  return `whsec_${base64.encode(crypto.getRandomValues(new Uint8Array(32)))}`;
}
