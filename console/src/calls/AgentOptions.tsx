import type { Agent } from "../api/types.ts";
import { texts } from "../texts/texts.ts";

/** The agents to choose from; one that is switched off calls nobody, and says so. Without a choice the first that calls. */
export function AgentOptions({ agents, chosen }: { agents: readonly Agent[]; chosen: string | undefined }) {
  const first = chosen ?? agents.find(({ is_active }) => is_active)?.id;
  return (
    <>
      {agents.map(({ id, name, is_active }) => (
        <option key={id} value={id} selected={id === first} disabled={!is_active && id !== chosen}>
          {is_active ? name : texts.value.booking.switchedOff(name)}
        </option>
      ))}
    </>
  );
}
