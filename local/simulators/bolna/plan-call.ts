import type { CallScript } from "./call-scripts.ts";

/** A status, so many lifecycle seconds after the one before it. */
export interface Step {
  after: number;
  status: string;
}

const DIAL: Step[] = [{ after: 1, status: "initiated" }, { after: 2, status: "ringing" }];

/** Seconds the script's call talks: none unless somebody or something picks up. */
export function talkSeconds(script: CallScript): number {
  const talks = ["answered", "voicemail", "never-completes", "stuck", "unknown-status"];
  return talks.includes(script.outcome) ? script.talkSeconds : 0;
}

/** The statuses a call passes through once it has a line, with the timings seen in real captures. */
export function planCall(script: CallScript): Step[] {
  const talk = talkSeconds(script);
  const answer: Step = { after: 3, status: "in-progress" };
  const hangUp: Step[] = talk > 0
    ? [answer, { after: talk, status: "call-disconnected" }]
    : [{ after: 5, status: "call-disconnected" }];
  const end: Step[] = [...hangUp, { after: script.completedAfterSeconds, status: "completed" }];
  switch (script.outcome) {
    case "answered":
    case "voicemail":
    case "no-talk":
      return [...DIAL, ...end];
    case "unknown-status":
      return [...DIAL, { after: 1, status: "processing" }, ...end];
    case "never-completes":
      return [...DIAL, ...hangUp];
    case "stuck":
      return [...DIAL, answer];
    case "no-answer":
      return [...DIAL, { after: 43, status: "no-answer" }];
    case "busy":
      return [...DIAL, { after: 21, status: "busy" }];
    case "failed":
      return [...DIAL, { after: 2, status: "failed" }];
    case "canceled":
      return [...DIAL, { after: 4, status: "canceled" }];
    case "error":
    case "balance-low":
      return [{ after: 1, status: script.outcome }];
  }
}
