import spectralCore from "@stoplight/spectral-core";
import spectralRulesets from "@stoplight/spectral-rulesets";
import { describeApi } from "./describe-api.ts";

/** What Spectral's rules for OpenAPI say against the description, those too that are not on by default. */
export async function findDescriptionProblems(description?: string): Promise<string[]> {
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset(
    new spectralCore.Ruleset({
      extends: [[spectralRulesets.oas, "all"]],
      // Who runs a deployment, and under what licence it may be used, is not known here.
      rules: { "contact-properties": "off", "info-license": "off", "license-url": "off" },
    }),
  );
  const problems = await spectral.run(description ?? await describeApi());
  return problems.map(({ code, message, path }) => `${code} at ${path.join(".")}: ${message}`);
}
