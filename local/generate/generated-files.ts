import { generateBolnaStatuses } from "./generate-bolna-statuses.ts";
import { generateDatabaseTypes } from "./generate-database-types.ts";
import { generateNumberZones } from "./generate-number-zones.ts";

export interface GeneratedFile {
  /** From the project's root. */
  path: string;
  /** Makes its text anew from what it is generated from. */
  generate: () => Promise<string>;
}

/** Imported only when it is its turn: the API is described with the sets of words that were generated just before. */
async function generateApiTypes(): Promise<string> {
  const api = await import("../openapi/generate-api-types.ts");
  return await api.generateApiTypes();
}

async function generateConsoleConstraints(): Promise<string> {
  const api = await import("../openapi/generate-constraints.ts");
  return await api.generateConstraints();
}

/** Every file that `deno task generate` writes and `deno task check` compares. */
export const generatedFiles: readonly GeneratedFile[] = [
  { path: "supabase/functions/_shared/platform/database.types.ts", generate: generateDatabaseTypes },
  { path: "supabase/functions/_shared/bolna/phase-by-status.ts", generate: generateBolnaStatuses },
  { path: "supabase/functions/_shared/phone/number-zones.ts", generate: generateNumberZones },
  { path: "local/openapi/api.types.ts", generate: generateApiTypes },
  { path: "console/src/api/constraints.ts", generate: generateConsoleConstraints },
];
