import assert from "node:assert/strict";
import { buildCallBody } from "../../supabase/functions/_shared/bolna/call-body.ts";

const input = {
  bolnaAgentId: "agent",
  recipientPhone: "+919876543210",
  fromNumber: "+918035735900",
  callRef: "ref",
  scheduleId: "schedule",
  orgId: "org",
  contactName: "Asha",
  callTopic: "follow_up",
  callLanguage: "en-IN",
};

Deno.test("Bolna is told what the conversation needs and nothing else", () => {
  assert.deepEqual(buildCallBody(input), {
    agent_id: "agent",
    recipient_phone_number: "+919876543210",
    from_phone_number: "+918035735900",
    user_data: {
      call_ref: "ref",
      schedule_ref: "schedule",
      org_ref: "org",
      contact_name: "Asha",
      call_topic: "follow_up",
      call_language: "en-IN",
    },
  });
});

Deno.test("without a number of ours Bolna chooses one", () => {
  assert.equal("from_phone_number" in buildCallBody({ ...input, fromNumber: null }), false);
});

Deno.test("a blank variable is left out, because it would be read out as a gap", () => {
  assert.deepEqual(Object.keys(buildCallBody({ ...input, contactName: "  " }).user_data), [
    "call_ref",
    "schedule_ref",
    "org_ref",
    "call_topic",
    "call_language",
  ]);
});
