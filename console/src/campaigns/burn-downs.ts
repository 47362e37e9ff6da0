import { answer, api, inOrganization } from "../api/client.ts";
import { noAnswer } from "../api/problem.ts";
import type { components } from "../api/types.ts";
import { resource } from "../lib/resource.ts";

export type Campaign = components["schemas"]["Campaign"];
export type Told = components["schemas"]["BurnDown"];

/** A campaign, and how many of its people were left hour by hour, beside what was foreseen. The key is its id. */
export const burnDowns = resource(async (id, signal) => {
  const path = { ...inOrganization(), id };
  const told = await answer(
    api.GET("/call-scheduling/{org_slug}/campaigns/{id}/report", {
      params: { path, query: { by: "outcome" } },
      signal,
    }),
  );
  // As a file it would be a text.
  if (typeof told === "string") throw noAnswer();
  return { campaign: told.campaign, told: told.burn_down };
});
