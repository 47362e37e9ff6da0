import { signal } from "@preact/signals";
import type { CallTexts } from "./calls.en.ts";
import type { CampaignTexts } from "./campaigns.en.ts";
import type { ContactTexts } from "./contacts.en.ts";
import type { ReportTexts } from "./reports.en.ts";
import type { SettingsTexts } from "./settings.en.ts";
import type { TrailTexts } from "../trail/words.ts";

/** The long parts that only one screen shows: in English they come with its program, and not with the first page. */
export interface Parts {
  calls: CallTexts;
  campaigns: CampaignTexts;
  contacts: ContactTexts;
  reports: ReportTexts;
  settings: SettingsTexts;
  trail: TrailTexts;
}

/** In the language that is chosen; null: English. */
export const translatedParts = signal<Parts | null>(null);
