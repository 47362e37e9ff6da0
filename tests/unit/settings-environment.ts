import { base64 } from "@scure/base";
import type { Environment } from "../../supabase/functions/_shared/platform/settings.ts";

/** 32 bytes as base64, all of one value. */
export function key32(value: number): string {
  return base64.encode(new Uint8Array(32).fill(value));
}

/** The least that a function process needs. */
export const leastEnvironment: Environment = {
  SUPABASE_URL: "http://127.0.0.1:54321",
  SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_a"}',
  SUPABASE_SECRET_KEYS: '{"default":"sb_secret_a","sweep":"sb_secret_b"}',
  BOLNA_API_KEY: "bn-key",
  BOLNA_WEBHOOK_SECRET: "webhook-secret",
  PHONE_ENCRYPTION_KEYS: `k2:${key32(2)},k1:${key32(1)}`,
  PHONE_INDEX_KEY: key32(9),
};
