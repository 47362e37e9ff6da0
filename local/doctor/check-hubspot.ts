import type { Settings } from "../../supabase/functions/_shared/core/settings.ts";
import { type Finding, probe } from "./finding.ts";

/**
 * May our token read and write contacts. Both are asked without side effects: one contact is listed, and an update of
 * contact 0, which never exists, is answered 404 when it would be allowed and 403 when it would not.
 */
export async function checkHubspot({ hubspotApiKey, hubspotApiUrl }: Settings): Promise<Finding> {
  const name = "hubspot";
  if (hubspotApiKey === undefined) {
    return {
      name,
      state: "warning",
      says: "HUBSPOT_API_KEY is not set: contacts are not read",
      advice: "set it",
    };
  }
  const headers = { authorization: `Bearer ${hubspotApiKey}`, "content-type": "application/json" };
  const contacts = `${hubspotApiUrl}/crm/v3/objects/contacts`;
  const read = await probe(`${contacts}?limit=1`, { headers });
  if (typeof read === "string") {
    return {
      name,
      state: "wrong",
      says: `${hubspotApiUrl} does not answer (${read})`,
      advice: "check HUBSPOT_API_URL",
    };
  }
  await read.body?.cancel();
  if (read.status === 401) {
    return { name, state: "wrong", says: "the token is refused", advice: "check HUBSPOT_API_KEY" };
  }
  if (!read.ok) {
    const advice = "give the key the scope crm.objects.contacts.read";
    return { name, state: "wrong", says: `contacts cannot be read (${read.status})`, advice };
  }
  const write = await probe(`${contacts}/0`, {
    method: "PATCH",
    headers,
    body: JSON.stringify({ properties: {} }),
  });
  if (typeof write !== "string") await write.body?.cancel();
  if (typeof write === "string" || write.status === 403) {
    const advice = "give the key the scope crm.objects.contacts.write";
    return { name, state: "wrong", says: "contacts can be read but not written", advice };
  }
  return { name, state: "ok", says: `${hubspotApiUrl}: contacts can be read and written` };
}
