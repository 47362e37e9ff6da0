import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { canonicalJson, parseWrittenJson } from "../../local/audit/canonical-json.ts";
import { hashPersonal, hashRow } from "../../local/audit/hash-row.ts";
import { hashSeal } from "../../local/audit/hash-seal.ts";
import { trailEntry } from "../../local/audit/trail-entries.ts";

// The same values stand in supabase/tests/audit/audit-seals.sql, which runs on PostgreSQL 15 and 17.

Deno.test("a value is one text however its JSON is printed", () => {
  const written = '{"b": 1, "aa": null, "a": [true, false, []], "é": "ü\\"\\\\", ' +
    '"𝄞": {"z": "", "y": -1.50}, "ﬀ": 12345678901234567890}';
  const turned =
    '{"ﬀ":12345678901234567890,"\\ud834\\udd1e":{"y":-1.50,"z":""},"\\u00e9":"ü\\"\\\\","a":[true,false,[]],"aa":null,"b":1}';
  const text = '{1:a[tf[]]2:aaz1:bn1;2:és4:ü"\\3:ﬀn12345678901234567890;4:𝄞{1:yn-1.50;1:zs0:}}';
  for (const json of [written, turned]) {
    assert.equal(canonicalJson(parseWrittenJson(json)), text);
    assert.equal(canonicalJson(parseWrittenJson(JSON.stringify(parseWrittenJson(json)))), text);
  }
});

Deno.test("rows and seals have the hashes that Postgres gives them", () => {
  const row = trailEntry.parse({
    kind: "row",
    id: 7,
    org_id: "0a000000-0000-4000-8000-000000000001",
    occurred_at: "2026-11-29T23:59:59.120000Z",
    actor_id: "0c000000-0000-4000-8000-000000000001",
    actor_kind: "user",
    action: "update",
    table_name: "agents",
    row_id: "é|1",
    changes: parseWrittenJson('{"name": ["Front desk", "Reception"], "reason": "Why", "n": [1.50, null]}'),
  });
  assert.equal(row.kind, "row");
  const personal = new Set(["reason"]);
  const salt = Uint8Array.from({ length: 16 }, (_, index) => index);
  assert.equal(
    Buffer.from(hashRow(row, hashPersonal(row, salt, personal), personal)).toString("hex"),
    "210692fb3aa5ffe00e6e7a186938c7c9f6bf53798b23c546dff1105632bead54",
  );
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const chain = trailEntry.parse({
    kind: "chain",
    version: 1,
    org: null,
    org_id: null,
    month: "2026-11",
    sealed_to: 9,
    pruned: null,
  });
  const seal = trailEntry.parse({
    kind: "seal",
    number: 2,
    follows: sha256("before"),
    follows_month: "2026-11",
    follows_number: 1,
    row_ids: [7, 9],
    row_hashes: sha256("one") + sha256("two"),
    row_salts: sha256("salts"),
    personal: ["reason", "topic"],
    first_at: "2026-11-28T00:00:00.000000Z",
    last_at: "2026-11-29T00:00:00.000001Z",
    sealed_at: "2026-11-29T00:01:00.000000Z",
    hash: "d55b64d8d3ad742bfcde01cd2c791e2046a8bad75ad0d3a0bacbfd959c09fed4",
  });
  assert.ok(chain.kind === "chain" && seal.kind === "seal");
  assert.equal(hashSeal(chain, seal), seal.hash);
});
