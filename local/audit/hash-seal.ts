import { createHash } from "node:crypto";
import type { ChainEntry, SealEntry } from "./trail-entries.ts";

/** The hash of a seal in hex, as private.hash_audit_seal makes it. */
export function hashSeal(chain: ChainEntry, seal: SealEntry): string {
  const text = [
    "seal 1",
    chain.org_id ?? "",
    chain.month,
    seal.number,
    seal.follows,
    seal.follows_month ?? "",
    seal.follows_number ?? "",
    seal.personal.join(","),
    seal.first_at,
    seal.last_at,
    seal.sealed_at,
    seal.row_ids.join(","),
    "",
  ].join("|");
  return createHash("sha256").update(text).update(seal.row_hashes, "hex").digest("hex");
}
