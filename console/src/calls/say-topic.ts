import { texts } from "../texts/texts.ts";

/** What a call is about, as people read it: a topic that a program wrote (annual_check_up) is said in words. */
export function sayTopic(topic: string): string {
  if (topic === "follow_up") return texts.value.calls.followUp;
  if (!/^[a-z0-9]+(_[a-z0-9]+)+$/.test(topic)) return topic;
  return topic.charAt(0).toUpperCase() + topic.slice(1).replaceAll("_", " ");
}
