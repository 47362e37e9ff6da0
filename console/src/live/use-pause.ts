import { dataApi, rows } from "../api/client.ts";
import { organization } from "../auth/organizations.ts";
import { resource } from "../lib/resource.ts";
import { tellWord } from "../reasons/tell-reason.ts";
import { texts } from "../texts/texts.ts";

/** The organisation's pause, with the word for one that came by itself. */
const pause = resource(async (id, signal) => {
  const columns = "calling_paused_reason, calling_paused_code";
  const [found] = await rows(dataApi.from("organizations").select(columns).eq("id", id).abortSignal(signal));
  return found;
});

/** Why calling is paused, in our words where it came by itself; what a person wrote stands as it is. */
export function usePause(reason: string | null): string | null {
  const known = pause.use(reason === null ? null : organization.value?.id ?? null).data.value;
  if (reason === null) return null;
  // The operator's pause of all calling is another, and has its own words.
  const code = known?.calling_paused_reason === reason ? known.calling_paused_code : null;
  return tellWord(texts.value.reasons.stops, code, reason);
}
