import assert from "node:assert/strict";

Deno.test("two that look for free ports at once find none of each other's, though chance sends both to the same place", async () => {
  const random = Math.random;
  Math.random = () => 0.5;
  try {
    // As two processes load it.
    const [one, other] = [
      await import("../../local/stack/ports.ts?one"),
      await import("../../local/stack/ports.ts?other"),
    ];
    const found = [one, other].map(({ findFreePort }) =>
      new Set(Array.from({ length: 150 }, () => findFreePort()))
    );
    assert.ok(found.every(({ size }) => size > 10), "another one each time");
    assert.equal(found[0]?.isDisjointFrom(found[1] ?? new Set()), true);
  } finally {
    Math.random = random;
  }
});
