import { campaignTexts } from "../../texts/campaigns.ts";

export function stepLabels(): string[] {
  const { file, match, rules, check, start } = campaignTexts.value.stepNames;
  return [file, match, rules, check, start];
}
