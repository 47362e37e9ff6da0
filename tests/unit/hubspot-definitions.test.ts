import assert from "node:assert/strict";
import { createHubspotClient } from "../../supabase/functions/_shared/hubspot/client.ts";
import { createFetchTransport } from "../../supabase/functions/_shared/hubspot/fetch.ts";
import { examineConnection } from "../../supabase/functions/_shared/contacts/examine-connection.ts";

const properties = {
  checkup: "last_checkup_date",
  phone: "phone",
  mobile: null,
  time_zone: null,
  language: null,
  owner: null,
  do_not_call: null,
  last_call_date: null,
  last_call_outcome: null,
  call_summary: null,
  more_checkups: [],
};

/** How a HubSpot that knows only the definitions of these properties is judged. */
async function examine(defined: string[]) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ url }) => {
    const name = url.split("/").at(-1) ?? "";
    return url.includes("/properties/") && defined.includes(name)
      ? Response.json({
        name,
        type: name === "last_checkup_date" ? "date" : "string",
        fieldType: "text",
        options: [],
      })
      : Response.json({ status: "error", category: "OBJECT_NOT_FOUND", message: "none" }, { status: 404 });
  });
  try {
    const client = createHubspotClient({
      send: createFetchTransport({ apiUrl: `http://127.0.0.1:${server.addr.port}`, token: "pat-test" }),
      takeTurn: () => Promise.resolve(0),
      hold: () => Promise.resolve(),
      timeZone: "UTC",
    });
    return await examineConnection(client, { properties, portal_id: null, write_back_enabled: true });
  } finally {
    await server.shutdown();
  }
}

Deno.test("where HubSpot shows no definitions, what is named is taken on trust", async () => {
  const found = await examine([]);
  assert.deepEqual(found, { ok: true, value: { state: { state: "ok", detail: null }, propertyTypes: {} } });
});

Deno.test("where it shows some, one that is missing is missing", async () => {
  const found = await examine(["hs_object_id", "phone"]);
  assert.equal(found.ok && found.value.state.state, "property_missing");
});
