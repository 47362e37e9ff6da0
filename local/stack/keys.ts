import { base64 } from "@scure/base";
import { generateApiKey } from "@supabase/lite";
import { z } from "zod";
import { readJson, writePrivateJson } from "./private-file.ts";

const keysSchema = z.object({
  publishableKey: z.string(),
  secretKey: z.string(),
  jwtSecret: z.string(),
  /** Defaults for function settings that must be secret and must survive a restart. */
  functionSecrets: z.object({
    BOLNA_WEBHOOK_SECRET: z.string(),
    /** These came later than the others: a directory from before is given one. */
    AGENT_TOOLS_SECRET: z.string().default(() => crypto.randomUUID()),
    METRICS_TOKEN: z.string().default(() => crypto.randomUUID()),
    PHONE_ENCRYPTION_KEYS: z.string(),
    PHONE_INDEX_KEY: z.string(),
  }),
  /** What the simulators accept while no other address is set. */
  simulated: z.object({
    BOLNA_API_KEY: z.string(),
    BOLNA_AGENT_ID: z.string(),
    BOLNA_FROM_NUMBER: z.string(),
    HUBSPOT_API_KEY: z.string(),
  }),
});

export type Keys = z.infer<typeof keysSchema>;

/** The keys of this data directory, made on the first start so that tokens and stored numbers outlive a restart. */
export async function readOrMakeKeys(dataDir: string): Promise<Keys> {
  const path = `${dataDir}/keys.json`;
  const known = await readJson(path);
  if (known !== undefined) {
    const complete = keysSchema.parse(known);
    if (JSON.stringify(complete) !== JSON.stringify(known)) await writePrivateJson(path, complete);
    return complete;
  }
  const [publishable, secret] = await Promise.all([generateApiKey("publishable"), generateApiKey("secret")]);
  const keys: Keys = {
    publishableKey: publishable.key,
    secretKey: secret.key,
    jwtSecret: randomBase64(48),
    functionSecrets: {
      BOLNA_WEBHOOK_SECRET: crypto.randomUUID(),
      AGENT_TOOLS_SECRET: crypto.randomUUID(),
      METRICS_TOKEN: crypto.randomUUID(),
      PHONE_ENCRYPTION_KEYS: `local1:${randomBase64(32)}`,
      PHONE_INDEX_KEY: randomBase64(32),
    },
    simulated: {
      BOLNA_API_KEY: `bn-${crypto.randomUUID().replaceAll("-", "")}`,
      BOLNA_AGENT_ID: crypto.randomUUID(),
      BOLNA_FROM_NUMBER: "+918035735900",
      HUBSPOT_API_KEY: `pat-local-${crypto.randomUUID()}`,
    },
  };
  await writePrivateJson(path, keys);
  return keys;
}

function randomBase64(bytes: number): string {
  return base64.encode(crypto.getRandomValues(new Uint8Array(bytes)));
}
