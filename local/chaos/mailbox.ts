export interface MailedEvent {
  body: Record<string, unknown>;
  /** How often its delivery failed so far; Bolna gives up after three tries. */
  failures: number;
}

/** The post between Bolna's webhooks and our receiver: holds events back, so that a test can disturb them. */
export function createMailbox(deliver: (event: MailedEvent) => void) {
  let held: MailedEvent[] = [];
  let isHolding = false;
  const sent: MailedEvent[] = [];
  return {
    /** Everything that Bolna has sent in this run. */
    sent,
    /** true: events wait for `hand`; false: they are delivered as they come. */
    hold: (on: boolean) => {
      isHolding = on;
    },
    /** `aside`: held in any case. */
    put: (body: Record<string, unknown>, aside = false) => {
      const event = { body, failures: 0 };
      sent.push(event);
      if (isHolding || aside) held.push(event);
      else deliver(event);
    },
    /** Our receiver did not take it: it comes again, or never. */
    giveBack: (event: MailedEvent) => {
      if (event.failures < 3) held.push({ ...event, failures: event.failures + 1 });
    },
    /** Takes the events that `choose` picks, in its order, and delivers each so many times (0 drops it). */
    hand: (choose: (events: MailedEvent[]) => MailedEvent[], times: number) => {
      const chosen = choose(held);
      held = held.filter((event) => !chosen.includes(event));
      for (const event of chosen) {
        for (let count = 0; count < times; count++) deliver(event);
      }
    },
    /** All events that are held, for somebody who delivers them. */
    take: (): MailedEvent[] => held.splice(0),
    /** The newest event that is still held, for a delivery of its own. */
    takeLast: (): MailedEvent | undefined => held.pop(),
  };
}
