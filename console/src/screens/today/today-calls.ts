import { answer, api, inOrganization } from "../../api/client.ts";
import { withAttempts } from "../../calls/resources.ts";
import { resource } from "../../lib/resource.ts";

const shown = 8;

async function list(query: Record<string, unknown>, signal: AbortSignal) {
  return await answer(
    api.GET("/call-scheduling/{org_slug}/call-schedules", {
      params: { path: inOrganization(), query: { limit: shown, ...query } },
      signal,
    }),
  );
}

/** Those on the phone, with the moment in which each is. */
export const callsNow = resource(async (_key, signal) =>
  await withAttempts(await list({ status: ["in_progress"], sort: "due_at" }, signal), signal)
);

/** The first that are still to come. */
export const callsNext = resource(async (_key, signal) =>
  (await list({ status: ["scheduled"], sort: "due_at" }, signal)).schedules
);

export const callsFlagged = resource(async (_key, signal) =>
  (await list({ attention: true, sort: "-due_at" }, signal)).schedules
);
