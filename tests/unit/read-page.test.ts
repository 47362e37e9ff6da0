import assert from "node:assert/strict";
import { createHubspotClient } from "../../supabase/functions/_shared/hubspot/client.ts";
import { readPage } from "../../supabase/functions/_shared/contacts/read-page.ts";

Deno.test("with more properties than a search holds, a record that HubSpot lists and does not give is kept as unreadable", async () => {
  const record = (id: string, properties = {}) => ({ id, properties });
  const answers = [
    { results: ["1", "2", "3", "4"].map((id) => record(id)) },
    {
      results: [record("1", { phone: "+919876543210" }), record("4")],
      errors: [
        { category: "OBJECT_NOT_FOUND", context: { ids: ["2"] } },
        { category: "INTERNAL_ERROR", context: { ids: ["3"] } },
      ],
    },
  ];
  const client = createHubspotClient({
    timeZone: "UTC",
    takeTurn: () => Promise.resolve(0),
    hold: () => Promise.resolve(),
    send: () =>
      Promise.resolve({ status: 200, headers: new Headers(), text: JSON.stringify(answers.shift()) }),
  });
  const moreCheckups = Array.from({ length: 40 }, (_, index) => `${"checkup_".repeat(9)}${index}`);
  const properties = {
    checkup: "last_checkup_date",
    phone: "phone",
    mobile: null,
    time_zone: null,
    language: null,
    owner: null,
    do_not_call: null,
    more_checkups: moreCheckups,
  };
  const page = await readPage({ client, sync: { window_start: null, started_at: new Date() } }, {
    properties,
  }, "0");
  assert.ok(page.ok);
  assert.deepEqual(page.value.contacts.map(({ id, readable }) => [id, readable]), [
    ["1", true],
    ["4", true],
    ["3", false],
  ]);
  assert.equal(page.value.lastId, "4");
});
