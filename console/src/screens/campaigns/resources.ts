import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { tellDecision } from "../../reasons/tell-reason.ts";
import { resource } from "../../lib/resource.ts";

export type Campaign = components["schemas"]["Campaign"];
/** One by itself, with how far it is; null: it is a draft. */
export type FollowedCampaign = Campaign & { progress: components["schemas"]["CampaignProgress"] | null };
export type CampaignState = Campaign["state"];

/** One of a campaign's people, as a row shows them. */
export interface Person {
  id: string;
  position: number;
  name: string;
  phone: string | null;
  state: PersonState;
  /** Their call, once their turn has come. */
  callId: string | null;
  /** Why they stand there, where that is worth saying. */
  sentence: string | null;
}
export type PersonState = components["schemas"]["CampaignContact"]["state"];
export type Audience = NonNullable<components["schemas"]["AudienceProgress"]>;
export type DryRun = components["schemas"]["DryRun"];

/** Where a contact of a campaign can stand, in the order of a campaign's life. */
export const contactStates = [
  "waiting",
  "scheduled",
  "in_progress",
  "completed",
  "failed",
  "cancelled",
  "excluded",
] as const satisfies readonly PersonState[];

const most = 200;

/** The campaigns of these states, the latest first; `more`: there are more than are listed. The key is the states with commas. */
export const campaignsOf = resource(async (key, signal) => {
  const path = inOrganization();
  const wanted = key.split(",");
  const states: readonly CampaignState[] = ["draft", "running", "paused", "completed", "cancelled"];
  const pages = await Promise.all(
    states.filter((state) => wanted.includes(state)).map((state) =>
      answer(
        api.GET("/call-scheduling/{org_slug}/campaigns", {
          params: { path, query: { state, limit: most } },
          signal,
        }),
      )
    ),
  );
  return {
    campaigns: pages.flatMap(({ campaigns }) => campaigns).sort((one, other) =>
      other.created_at.localeCompare(one.created_at)
    ),
    more: pages.some(({ next_cursor }) => next_cursor !== null),
  };
});

export const oneCampaign = resource(async (id, signal) => {
  const path = { ...inOrganization(), id };
  const { campaign, progress } = await answer(
    api.GET("/call-scheduling/{org_slug}/campaigns/{id}", { params: { path }, signal }),
  );
  return { ...campaign, progress };
});

/** What the last loading of an audience came to, or how far it is. */
export const audienceOf = resource(async (id, signal) => {
  const path = { ...inOrganization(), id };
  const told = await answer(
    api.GET("/call-scheduling/{org_slug}/campaigns/{id}/audience", { params: { path }, signal }),
  );
  // As a file it would be a text.
  return typeof told === "string" ? null : told.audience;
});

/** A page of its people; the key is `id`, `state` and `cursor` as of an address. */
export const peopleOf = resource(async (key, signal) => {
  const asked = new URLSearchParams(key);
  const state = contactStates.find((one) => one === asked.get("state"));
  const cursor = asked.get("cursor");
  const path = { ...inOrganization(), id: asked.get("id") ?? "" };
  const query = { limit: 50, ...(state && { state }), ...(cursor !== null && { cursor }) };
  const { contacts, next_cursor } = await answer(
    api.GET("/call-scheduling/{org_slug}/campaigns/{id}/contacts", { params: { path, query }, signal }),
  );
  const people = contacts.map((one): Person => ({
    id: one.id,
    position: one.position,
    name: one.contact_name,
    phone: one.contact_phone,
    state: one.state,
    callId: one.schedule_id,
    sentence: one.decision === null || one.decision.code === "allowed"
      ? null
      : tellDecision(one.decision, organizationZone.peek()),
  }));
  return { people, next: next_cursor };
});
