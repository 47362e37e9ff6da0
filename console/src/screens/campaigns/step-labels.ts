import { texts } from "../../texts/texts.ts";

export function stepLabels(): string[] {
  const { file, match, rules, check, start } = texts.value.campaigns.stepNames;
  return [file, match, rules, check, start];
}
