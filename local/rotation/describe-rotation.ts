import type { RotationStanding } from "../../supabase/functions/_shared/phone/rotation-store.ts";

/** How a change of a key stands, in a sentence for an operator. */
export function describeRotation(
  { setting, state, moves_from, done, total, seconds_left, left_over }: RotationStanding,
): string {
  const old = setting === "PHONE_INDEX_KEY" ? "PHONE_INDEX_KEY_PREVIOUS" : "the older keys";
  switch (state) {
    case "waiting":
      return `${setting} is being changed: numbers move from ${moves_from} on, when no function knows the old key alone`;
    case "walking": {
      const time = seconds_left === null ? "" : `, about ${Math.ceil(seconds_left)} s more`;
      return `${setting} is being changed: ${done} of ${total} numbers walked through${time}`;
    }
    case "left_over": {
      const what = Object.entries(left_over ?? {}).map(([kind, rows]) => `${rows} (${kind})`).join(", ");
      const why = setting === "PHONE_INDEX_KEY"
        ? "have nothing but a hash, and move when their number is seen again"
        : "could not be opened";
      return `${setting} is changed but for ${what} that ${why}: ${old} must stay`;
    }
    case "over":
      return `${setting} is changed: ${old} may go`;
  }
}
