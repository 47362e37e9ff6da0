import assert from "node:assert/strict";
import { maskPhone, parsePhone } from "../../supabase/functions/_shared/phone/phone.ts";

function e164Of(text: string, country?: string): string | undefined {
  const parsed = parsePhone(text, { country });
  return parsed.ok ? parsed.e164 : undefined;
}

Deno.test("international numbers become E.164, however they are spaced", () => {
  assert.equal(e164Of("+919876543210"), "+919876543210");
  assert.equal(e164Of("  +91 98765-43210 "), "+919876543210");
  assert.equal(e164Of("+1 (212) 555-2368"), "+12125552368");
  assert.equal(e164Of("\u202a+91 98765 43210\u202c\u200e"), "+919876543210", "marks that nobody sees");
});

Deno.test("a national format is read only with its country", () => {
  assert.equal(e164Of("098765 43210"), undefined);
  assert.equal(e164Of("098765 43210", "IN"), "+919876543210");
  assert.equal(e164Of("(212) 555-2368", "us"), "+12125552368");
  assert.equal(e164Of("+442079460958", "IN"), "+442079460958");
});

Deno.test("numbers that no numbering plan has are refused", () => {
  const impossible = [
    "",
    "+",
    "+1",
    "+91",
    "12345",
    "+1234567890",
    "+910000000000",
    "+99999999999",
    "+9198765432101234567",
    "call me",
    "+91 98765 4321O",
    "'; drop table call_schedules; --",
    "+919876543210 or 9876543211",
    "📞",
  ];
  for (const text of impossible) assert.equal(e164Of(text), undefined, text);
});

Deno.test("an extension cannot be dialled", () => {
  assert.equal(e164Of("+1 212 555 2368 ext. 12"), undefined);
});

Deno.test("an unknown country is said to be the problem", () => {
  const parsed = parsePhone("9876543210", { country: "XX" });
  assert.equal(parsed.ok ? "" : parsed.field, "country");
});

Deno.test("a refusal never repeats the number", () => {
  const parsed = parsePhone("+9198765");
  assert.ok(!parsed.ok && !parsed.message.includes("98765"));
});

Deno.test("a masked number shows its last four digits and nothing of its length", () => {
  assert.equal(maskPhone("+919876543210"), "••••3210");
  assert.equal(maskPhone("+4930123456"), "••••3456");
});
