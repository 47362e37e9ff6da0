import { Badge, type Tone } from "../../components/Badge.tsx";
import type { IconName } from "../../components/Icon.tsx";
import { campaignTexts } from "../../texts/campaigns.ts";
import type { Campaign, CampaignState } from "./resources.ts";

const looks: Record<CampaignState, { tone: Tone; icon: IconName }> = {
  draft: { tone: "neutral", icon: "scheduled" },
  running: { tone: "info", icon: "campaigns" },
  paused: { tone: "warning", icon: "hold" },
  completed: { tone: "success", icon: "done" },
  cancelled: { tone: "neutral", icon: "stop" },
};

export function CampaignBadge({ campaign: { state } }: { campaign: Pick<Campaign, "state"> }) {
  return <Badge {...looks[state]}>{campaignTexts.value.states[state]}</Badge>;
}
