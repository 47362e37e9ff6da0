import { answer, api, inOrganization } from "../../api/client.ts";
import { resource } from "../../lib/resource.ts";

/** Of what the organisation is told, from when on, and in which unit that is. */
export const alertSettings = resource(async (_key, signal) => {
  const params = { path: inOrganization() };
  return (await answer(api.GET("/call-scheduling/{org_slug}/alerts/settings", { params, signal }))).settings;
});
