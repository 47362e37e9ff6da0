import type { ScreenProps } from "../screen.ts";
import { CampaignList } from "./CampaignList.tsx";
import { NewCampaign } from "./NewCampaign.tsx";
import { OneCampaign } from "./OneCampaign.tsx";

/** Calls to many: the list, a new one in steps, and one with its life. */
export default function Campaigns({ rest: [part], query }: ScreenProps) {
  if (part === "new") return <NewCampaign />;
  if (part !== undefined && /^[0-9a-f-]{36}$/i.test(part)) {
    return <OneCampaign key={part} id={part} query={query} />;
  }
  return <CampaignList part={part} />;
}
