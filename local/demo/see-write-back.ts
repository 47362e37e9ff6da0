import type { CallSchedule, OutboxEntry } from "../openapi/api.types.ts";
import { DemoFailure } from "./demo-failure.ts";
import { openDemoHubspot } from "./demo-hubspot.ts";
import { waitUntil } from "./follow-call.ts";
import type { Caller, DemoStack } from "./sign-in.ts";
import { takeAnswer, takePages } from "./take-answer.ts";

/** Waits until HubSpot has a call, and says in a sentence what is there. Throws DemoFailure when it refuses it, or has it twice. */
export async function seeWriteBack(stack: DemoStack, caller: Caller, call: CallSchedule): Promise<string> {
  const entry = await waitUntil("HubSpot taking the call", async () => {
    const pages = await takePages((query) =>
      takeAnswer(
        caller.api.GET("/call-scheduling/{org_slug}/integrations/hubspot/outbox", {
          params: { path: caller.organization, query },
        }),
      )
    );
    const found = pages.flatMap(({ entries }) => entries).find(({ schedule_id }) => schedule_id === call.id);
    return found?.state === "sent" || found?.state === "dead" ? found : undefined;
  });
  const isLogged = entry.engagement_id !== null;
  // Another HubSpot may lack the demo's own properties: the call is there all the same.
  if (entry.state === "dead" && (stack.hubspotIsSimulated || !isLogged)) {
    throw new DemoFailure(`HubSpot refuses the call: ${entry.reason}`);
  }
  if (stack.hubspotIsSimulated) return await lookThere(stack, call, entry);
  const left = entry.state === "dead" ? ` The contact itself was not updated: ${entry.reason}` : "";
  return `It is engagement ${entry.engagement_id} of contact ${call.contact_id}.${left}`;
}

async function lookThere(stack: DemoStack, call: CallSchedule, entry: OutboxEntry): Promise<string> {
  const hubspot = openDemoHubspot(stack);
  const logged = (await hubspot.readCalls(call.contact_id))
    .filter(({ properties }) => properties.hs_call_external_id === entry.id);
  const [engagement] = logged;
  if (engagement === undefined || logged.length > 1) {
    throw new DemoFailure(`HubSpot has the call ${logged.length} times`);
  }
  const { ai_last_call_at, ai_last_call_outcome } = await hubspot.readProperties(call.contact_id);
  if (!ai_last_call_at || !ai_last_call_outcome) {
    throw new DemoFailure("the contact in HubSpot tells of no call");
  }
  return `Logged with ${call.contact_name}, once: "${engagement.properties.hs_call_title}". ` +
    `The contact's ai_last_call_outcome: ${ai_last_call_outcome}.`;
}
