// What the API takes and gives, from its own description. Types alone: nothing of it is in the build.
export type * from "../../../local/openapi/api.types.ts";
export type { Database } from "../../../supabase/functions/_shared/platform/database.types.ts";
