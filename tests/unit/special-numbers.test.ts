import assert from "node:assert/strict";
import examples from "libphonenumber-js/mobile/examples";
import { getCountries, getExampleNumber } from "libphonenumber-js/max";
import { parsePhone } from "../../supabase/functions/_shared/phone/phone.ts";
import { codes } from "../../supabase/functions/_shared/platform/codes.ts";

/** Example numbers of the numbering plans, with the allowance that each needs. */
const special: [string, string][] = [
  ["+449012345678", "GB:PREMIUM_RATE"],
  ["+19002345678", "US:PREMIUM_RATE"],
  ["+979123456789", "001:PREMIUM_RATE"],
  ["+33820123456", "FR:SHARED_COST"],
  ["+9118601234567", "IN:SHARED_COST"],
  ["+80812345678", "001:SHARED_COST"],
  ["+448001234567", "GB:TOLL_FREE"],
  ["+18002345678", "US:TOLL_FREE"],
  ["+911800123456", "IN:TOLL_FREE"],
  ["+80012345678", "001:TOLL_FREE"],
  ["+445512345678", "GB:UAN"],
  ["+88812345678901", "001:UAN"],
  ["+41860123456789", "CH:VOICEMAIL"],
  ["+447640123456", "GB:PAGER"],
  ["+447012345678", "GB:PERSONAL_NUMBER"],
  ["+870773111632", "001:SATELLITE"],
  ["+881612345678", "001:SATELLITE"],
  ["+8823421234", "001:SATELLITE"],
  ["+883510012345", "001:SATELLITE"],
];
for (const [number, allowance] of special) {
  Deno.test(`${number.slice(0, 6)}… is refused as ${allowance}, and taken where the operator allows just that`, () => {
    const refused = parsePhone(number);
    assert.ok(!refused.ok && refused.special === true && refused.field === "phone");
    assert.match(refused.message, new RegExp(allowance));
    assert.doesNotMatch(refused.message, new RegExp(number.slice(4)));
    const [country, kind] = allowance.split(":");
    for (
      const allowed of [
        `DK:${kind}`,
        ...codes.number_kind.filter((one) => one !== kind).map((one) => `${country}:${one}`),
      ]
    ) {
      assert.ok(!parsePhone(number, { allowedKinds: [allowed] }).ok, allowed);
    }
    assert.deepEqual(parsePhone(number, { allowedKinds: ["FR:UAN", allowance] }), { ok: true, e164: number });
  });
}

Deno.test("every kind is among them", () => {
  assert.deepEqual(
    [...new Set(special.map(([, allowance]) => allowance.split(":")[1]))].sort(),
    [...codes.number_kind].sort(),
  );
});

Deno.test("the mobile numbers of every country are taken", () => {
  const refused = getCountries().filter((country) => {
    const example = getExampleNumber(country, examples);
    return example !== undefined && !parsePhone(example.number).ok;
  });
  assert.deepEqual(refused, []);
});

Deno.test("short codes and emergency numbers are no numbers that can be called", () => {
  const short: [string, string][] = [["112", "IN"], ["911", "US"], ["999", "GB"], ["100", "IN"], [
    "116123",
    "DE",
  ], ["72345", "US"]];
  for (const [text, country] of short) assert.ok(!parsePhone(text, { country }).ok, `${text} in ${country}`);
});
