import { computed, effect, signal } from "@preact/signals";
import { dataApi, rows } from "../api/client.ts";
import { type ApiProblem, toProblem } from "../api/problem.ts";
import type { Database } from "../api/types.ts";
import { place } from "../lib/router.ts";
import { session } from "./session.ts";

export type Role = Database["public"]["Enums"]["member_role"];

export interface Organization {
  id: string;
  slug: string;
  name: string;
  time_zone: string;
  role: Role;
}

/** Those that the person belongs to; undefined while they are asked for. */
export const organizations = signal<readonly Organization[] | undefined>(undefined);
export const organizationsProblem = signal<ApiProblem | undefined>(undefined);

/** The one that the address names, if the person belongs to it. */
export const organization = computed(() => organizations.value?.find(({ slug }) => slug === place.value.org));
/** The zone of the organisation on the screen. */
export const organizationZone = computed(() => organization.value?.time_zone ?? "UTC");

/** What a role may do here. The server decides; this only says what is shown. */
export const may = {
  book: () => organization.value !== undefined && organization.value.role !== "viewer",
  manage: () => organization.value?.role === "admin",
  /** Members change what they have booked, admins everything. */
  change: (call: { created_by: string | null }) =>
    may.manage() || may.book() && call.created_by === session.value?.user.id,
};

let askedFor: string | undefined;

/** Asks whenever somebody signs in, and forgets when they leave. */
export function followOrganizations(): void {
  effect(() => {
    const user = session.value?.user.id;
    if (user === askedFor) return;
    askedFor = user;
    organizations.value = undefined;
    if (user !== undefined) void loadOrganizations();
  });
}

/** As soon as it is known who is there, and where they may be, or why that is not known. */
export async function whenKnown(): Promise<void> {
  await new Promise<void>((resolve) =>
    effect(() => {
      const isKnown = session.value === null || organizations.value !== undefined ||
        organizationsProblem.value !== undefined;
      if (isKnown) resolve();
    })
  );
}

export async function loadOrganizations(): Promise<void> {
  const user = session.peek()?.user.id;
  if (user === undefined) return;
  organizationsProblem.value = undefined;
  try {
    const [memberships, named] = await Promise.all([
      // Without the user's id the table gives everybody's memberships of one's organisations.
      rows(dataApi.from("memberships").select("org_id, role").eq("user_id", user)),
      rows(dataApi.from("organizations").select("id, slug, name, time_zone").order("name")),
    ]);
    if (user !== session.peek()?.user.id) return;
    organizations.value = named.flatMap((one) => {
      const membership = memberships.find(({ org_id }) => org_id === one.id);
      return membership === undefined ? [] : [{ ...one, role: membership.role }];
    });
  } catch (error) {
    organizationsProblem.value = toProblem(error);
  }
}
