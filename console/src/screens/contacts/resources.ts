import { answer, api, inOrganization } from "../../api/client.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { addDays, toWallTime } from "../../lib/wall-time.ts";
import { resource } from "../../lib/resource.ts";
import { type ContactProblem, isContactProblem } from "./problems.ts";

/** The numbers of the organisation: of its contacts, how many are overdue, and by what threshold. */
export const compliance = resource(async (_key, signal) => {
  const path = inOrganization();
  const { statistics } = await answer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/statistics", { params: { path }, signal }),
  );
  return statistics.checkup_compliance;
});

/** How the connection to HubSpot stands; asked by admins alone. */
export const connection = resource(async (_key, signal) => {
  const path = inOrganization();
  return (await answer(
    api.GET("/call-scheduling/{org_slug}/integrations/hubspot", { params: { path }, signal }),
  )).integration;
});

/** A page of contacts: the key is `overdue=<days>`, `problem=<word>` or empty, `q` (words that are searched for) and `cursor`. */
export const contacts = resource(async (key, signal) => {
  const asked = new URLSearchParams(key);
  const problem = asked.get("problem");
  const overdue = asked.get("overdue");
  const cursor = asked.get("cursor");
  const words = asked.get("q");
  const query: {
    limit: number;
    cursor?: string;
    q?: string;
    problem?: ContactProblem;
    checkup_until?: string;
  } = { limit: 50 };
  if (words !== null) query.q = words;
  if (cursor !== null) query.cursor = cursor;
  if (problem !== null && isContactProblem(problem)) query.problem = problem;
  if (overdue !== null) {
    query.checkup_until = addDays(toWallTime(Date.now(), organizationZone.peek()).day, -Number(overdue));
  }
  const path = inOrganization();
  return await answer(api.GET("/call-scheduling/{org_slug}/contacts", { params: { path, query }, signal }));
});

export const rules = resource(async (_key, signal) => {
  const path = inOrganization();
  return (await answer(api.GET("/call-scheduling/{org_slug}/rules", { params: { path }, signal }))).rules;
});
