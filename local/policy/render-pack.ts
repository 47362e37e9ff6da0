import { hex } from "@scure/base";
import type { Pack } from "./make-pack.ts";

/** The migration that loads the pack: one call, a rule and a jurisdiction's holidays a line, so that a diff can be read. */
export async function renderPack(pack: Pack): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(pack)));
  const { rules, holidays, ...head } = { ...pack, checksum: hex.encode(new Uint8Array(digest)) };
  const text =
    `-- Made by \`deno task policy\` out of supabase/policy, and not changed by hand. Defaults for counsel to confirm.
-- Holidays: npm date-holidays, data CC-BY-3.0 (https://github.com/commenthol/date-holidays), corrected by hand.
-- changes data of private.policy_rules: this pack takes the place of the one before
-- changes data of private.holidays: this pack takes the place of the one before
-- changes data of private.calling_windows: what was made of the law before is made anew
-- changes data of private.open_spans: what was made of the law before is made anew
-- changes data of private.policy_changes: calls that waited by the law before are moved again
select private.load_policy_pack($pack$
${JSON.stringify(head).slice(0, -1)},"rules":[
${rules.map((rule) => JSON.stringify(rule)).join(",\n")}
],"holidays":{
${Object.entries(holidays).map(([code, set]) => `${JSON.stringify(code)}:${JSON.stringify(set)}`).join(",\n")}
}}
$pack$);
`;
  return text;
}
