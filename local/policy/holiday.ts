import type { Enums } from "../../supabase/functions/_shared/platform/database.types.ts";

export interface Holiday {
  /** yyyy-mm-dd */
  day: string;
  name: string;
  certainty: Enums<"holiday_certainty">;
  source: string;
}

/** By jurisdiction: a country's whole set, and of its regions what the country's has not. */
export type HolidaySets = ReadonlyMap<string, readonly Holiday[]>;
