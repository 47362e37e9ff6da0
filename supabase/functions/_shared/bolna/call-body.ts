/** What `POST /call` is sent. `scheduled_at` and `retry_config` are left out on purpose: we hold time. */
export interface CallBody {
  agent_id: string;
  /** E.164. */
  recipient_phone_number: string;
  /** E.164; absent: Bolna's shared number. */
  from_phone_number?: string;
  user_data: Record<string, string>;
}

export interface CallBodyInput {
  bolnaAgentId: string;
  recipientPhone: string;
  fromNumber: string | null;
  /** The attempt's id: the only thing by which Bolna's record can be matched to ours. */
  callRef: string;
  /** Whose call it is: so that it can be brought home after the database was restored to before its attempt. */
  scheduleId: string;
  orgId: string;
  contactName: string;
  callTopic: string;
  callLanguage: string;
}

/** The request for one call, with nothing in it that the conversation does not need. */
export function buildCallBody(input: CallBodyInput): CallBody {
  const spoken = {
    contact_name: input.contactName,
    call_topic: input.callTopic,
    call_language: input.callLanguage,
  };
  // An empty variable is read out as a gap in the welcome line, so a blank one is not sent at all.
  const told = Object.entries(spoken).filter(([, value]) => value.trim() !== "");
  return {
    agent_id: input.bolnaAgentId,
    recipient_phone_number: input.recipientPhone,
    ...(input.fromNumber === null ? {} : { from_phone_number: input.fromNumber }),
    user_data: {
      call_ref: input.callRef,
      schedule_ref: input.scheduleId,
      org_ref: input.orgId,
      ...Object.fromEntries(told),
    },
  };
}
