import assert from "node:assert/strict";
import fc from "fast-check";
import { cutText, storableText } from "../../supabase/functions/_shared/platform/storable-text.ts";
import { redactText } from "../../supabase/functions/_shared/platform/redact-text.ts";

/** Any UTF-16: halves of pairs and control characters too. */
const anyText = fc.array(fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  fc.constantFrom("\0", "\t", "\n", "\u001b", "\ud83d", "\ude00", "😀", "İ", "a"),
)).map((parts) => parts.join(""));
const seed = 20261124;

Deno.test("half a pair becomes U+FFFD, control characters go, tab and newline stay", () => {
  assert.equal(storableText("a\ud800b\0c\u001bd\u007fe\tf\n😀", 100), "a\ufffdbcde\tf\n😀");
});

Deno.test("a text is cut by characters, never inside one", () => {
  assert.equal(cutText("😀😀😀", 2), "😀😀");
  assert.equal(cutText("a😀b", 2), "a😀");
  assert.equal(cutText("abc", 3), "abc");
  assert.equal(cutText("abc", 0), "");
});

Deno.test("whatever the text: what is left can be stored, fits, and stays as it is the second time", () => {
  fc.assert(
    fc.property(anyText, fc.nat(50), (text, most) => {
      for (const kept of [storableText(text, most), redactText(text, most)]) {
        assert.ok(kept.isWellFormed());
        assert.ok([...kept].length <= most);
        assert.doesNotMatch(kept, /[^\P{Cc}\t\n]/u);
      }
      const kept = storableText(text, most);
      assert.equal(storableText(kept, most), kept);
    }),
    { seed, numRuns: 2000 },
  );
});
