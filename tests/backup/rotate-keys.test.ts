import assert from "node:assert/strict";
import type { Sql } from "postgres";
import { closedColumns } from "../../local/rotation/closed-columns.ts";
import { countOld, rotateKeys } from "../../local/rotation/rotate-keys.ts";
import { createPhoneCipher, phoneRef } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { describeKeys } from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { acmeAgent } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const acme = "0a000000-0000-4000-8000-000000000001";
const admin = "0c000000-0000-4000-8000-000000000001";
const phone = "+919876543210";
const [k1, k2] = ["a", "b"].map((letter, index) => ({
  id: `k${index + 1}`,
  key: new Uint8Array(32).fill(letter.charCodeAt(0)),
}));
assert.ok(k1 && k2);
const phoneIndexKey = new Uint8Array(32).fill(7);
const before = { phoneEncryptionKeys: [k1], phoneIndexKey };
const after = { phoneEncryptionKeys: [k2, k1], phoneIndexKey };

/** Ciphertexts of then, bound to the places where they lie. */
async function close(ids: readonly string[]) {
  const cipher = createPhoneCipher(before);
  return await Promise.all(ids.map((id) => cipher.encrypt(phoneRef(acme, id), phone)));
}

async function bookMany(sql: Sql, calls: number): Promise<void> {
  const ids = Array.from({ length: calls }, () => crypto.randomUUID());
  await sql`
    insert into public.call_schedules
      (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, purpose)
    select n.id, ${acme}, ${acmeAgent}, n.id, 'Asha', n.closed, encode(sha256(n.id::text::bytea), 'hex'), '2090-01-01Z', 'service'
    from unnest(${ids}::uuid[], ${await close(ids)}::text[]) as n (id, closed)`;
}

/** One in each of the other columns. */
async function fillOthers(sql: Sql): Promise<void> {
  const cipher = createPhoneCipher(before);
  const ids = [crypto.randomUUID(), crypto.randomUUID()] as const;
  const [first, second] = await close(ids);
  const hash = "0".repeat(64);
  const ofContact = await cipher.encrypt({ orgId: acme, rowId: "contact:101", column: "phone" }, phone);
  const answer = await cipher.encrypt({ orgId: acme, rowId: "key", column: "idempotent_response" }, "{}");
  await sql`
    insert into public.contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, checkup_problem)
    values (${acme}, '101', 'Asha', ${ofContact}, ${hash}, 'missing')`;
  const [campaign] = await sql`
    insert into public.campaigns (org_id, name, agent_id, purpose, created_by) values (${acme}, 'Spring', ${acmeAgent}, 'service', ${admin})
    returning id`;
  await sql`
    insert into public.campaign_contacts (id, org_id, campaign_id, position, contact_name, phone_enc, phone_hash)
    values (${ids[0]}, ${acme}, ${campaign?.id}, 1, 'Asha', ${first ?? ""}, ${hash})`;
  const [upload] = await sql`
    insert into public.audience_uploads (org_id, campaign_id, source, rows_total, started_by)
    values (${acme}, ${campaign?.id}, 'csv', 2, ${admin}) returning id`;
  await sql`
    insert into private.audience_rows (upload_id, line, id, contact_name, phone_enc, phone_hash, global_phone_hash, phone_last4)
    values (${upload?.id}, 2, ${ids[1]}, 'Asha', ${second ?? ""}, ${hash}, ${hash}, '3210')`;
  await sql`
    insert into public.idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id, status_code, response_enc)
    values (${acme}, ${admin}, 'key', ${hash}, ${ids[0]}, 200, ${answer})`;
}

Deno.test("every number is closed anew with the newest key while all goes on, and only then may the old key go", async (t) => {
  await using stack = await startTestStack({ withFunctions: false, sweepEverySeconds: false });
  const { sql } = stack;
  const tellKeys = async (keys: typeof before) =>
    await sql`select public.check_phone_keys(${sql.json(await describeKeys(keys))})`;
  await tellKeys(before);
  await bookMany(sql, 300);
  await fillOthers(sql);

  await t.step("not with a key that no function has, and not with a wrong one", async () => {
    await assert.rejects(rotateKeys(sql, { keys: after }), /No function has used the key k2 yet/);
    const wrong = { ...after, phoneEncryptionKeys: [{ id: "k1", key: k2.key }] };
    await assert.rejects(
      rotateKeys(sql, { keys: wrong }),
      /another key under the id k1 .* Nothing was rotated/,
    );
    assert.deepEqual(await countOld(sql, "k2"), { k1: 304 });
  });

  const [trail] = await sql`select count(*)::int as rows, max(id)::int as last from public.audit_log`;
  await tellKeys(after);

  await t.step(
    "one that was stopped in the middle is begun again, two at once, with old rows written meanwhile",
    async () => {
      const stop = new Error("killed");
      const dies = rotateKeys(sql, {
        keys: after,
        batch: 40,
        onProgress: ({ done }) => {
          if (done >= 80) throw stop;
        },
      });
      await assert.rejects(dies, stop);
      const [first = 0] = Object.values(await countOld(sql, "k2"));
      assert.ok(first > 0 && first < 304, `${first} are left in the middle`);

      let written: Promise<void> | undefined;
      const seen: number[] = [];
      // Whichever of the two is ahead: the other may find little left.
      const onProgress = ({ done }: { done: number }) => {
        seen.push(done);
        written ??= bookMany(sql, 50);
      };
      const results = await Promise.all([
        rotateKeys(sql, { keys: after, batch: 30, onProgress }),
        rotateKeys(sql, { keys: after, batch: 30, onProgress }),
      ]);
      await written;
      assert.ok(seen.length > 3, "its progress is told");
      const last = await rotateKeys(sql, { keys: after });
      assert.deepEqual(last.left, {});
      assert.equal(
        results.reduce((sum, { done }) => sum + done, last.done),
        first + 50,
        "each is written once",
      );
    },
  );

  await t.step(
    "each opens in its place with the newest key alone, and no call was touched else",
    async () => {
      const cipher = createPhoneCipher({ phoneEncryptionKeys: [k2], phoneIndexKey });
      for (const { table, column, org, place, ref } of closedColumns) {
        const rows = await sql.unsafe<{ org_id: string; place: string; closed: string }[]>(
          `select ${org}::text as org_id, ${place}::text as place, t.${column} as closed from ${table} t where t.${column} is not null`,
        );
        assert.ok(rows.length > 0, table);
        for (const row of rows) {
          assert.match(
            await cipher.decrypt(ref(row), row.closed),
            /^(\+919876543210|\{\})$/,
          );
        }
      }
      const [told] = await sql`
      select count(*) filter (where table_name = 'phone_keys')::int as rotations,
        count(*) filter (where action = 'update' and table_name <> 'phone_keys')::int as changes
      from public.audit_log where id > ${trail?.last}`;
      assert.deepEqual({ ...told, rotations: (told?.rotations ?? 0) > 0 }, { rotations: true, changes: 0 });
      const [touched] =
        await sql`select count(*)::int as calls from public.call_schedules where updated_at <> created_at`;
      assert.equal(touched?.calls, 0);
    },
  );

  await t.step(
    "what stands in the place of an erased number was closed by no key, and holds none back",
    async () => {
      await sql`
      update public.call_schedules set contact_phone_enc = 'v1.erased.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA'
      where id = (select id from public.call_schedules order by id limit 1)`;
      assert.deepEqual(await countOld(sql, "k2"), {});
      assert.deepEqual(await rotateKeys(sql, { keys: after }), { newest: "k2", done: 0, left: {} });
    },
  );

  await t.step("what cannot be opened keeps its old key, and is told", async () => {
    await sql`update public.contacts set phone_enc = regexp_replace(phone_enc, '^v1\\.k2', 'v1.k1')`;
    const { done, left } = await rotateKeys(sql, { keys: after });
    assert.deepEqual([done, left], [0, { k1: 1 }]);
  });

  await t.step("the index key may be changed beside it; a third one is refused", async () => {
    const [next, third] = [8, 9].map((byte) => new Uint8Array(32).fill(byte));
    assert.ok(next && third);
    const changing = { ...after, phoneIndexKey: next, phoneIndexKeyPrevious: phoneIndexKey };
    await tellKeys(changing);
    assert.equal((await rotateKeys(sql, { keys: changing })).done, 0);
    const other = { ...changing, phoneIndexKey: third };
    await assert.rejects(
      rotateKeys(sql, { keys: other }),
      /PHONE_INDEX_KEY is not the key .* Nothing was rotated/,
    );
  });
});
