import { Webhook } from "standardwebhooks";

/** A message as Standard Webhooks wants it. */
export interface SignedMessage {
  headers: Record<string, string>;
  body: string;
}

/**
 * The message of an event, signed with each secret (`whsec_…`), so that a receiver may hold the old or the new one while they
 * change. `id` and body are the same at each try, `sentAt` is that of this one: receivers refuse what was sent long ago.
 */
export function signMessage(
  { eventId, type, occurredAt, data }: {
    eventId: string;
    type: string;
    occurredAt: Date;
    data: Record<string, unknown>;
  },
  { secrets, sentAt }: { secrets: readonly string[]; sentAt: Date },
): SignedMessage {
  const id = `msg_${eventId.replaceAll("-", "")}`;
  const body = JSON.stringify({ type, timestamp: occurredAt.toISOString(), data });
  return {
    headers: {
      "content-type": "application/json",
      "user-agent": "call-scheduling-webhooks/1",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
      "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(" "),
    },
    body,
  };
}
