import type { SweepDeps } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import type { Dependencies } from "../../supabase/functions/_shared/dependencies.ts";
import type { AudienceStore } from "../../supabase/functions/call-scheduling/campaigns/audience-store.ts";
import type { CampaignStore } from "../../supabase/functions/call-scheduling/campaigns/campaign-store.ts";
import type { DryRunStore } from "../../supabase/functions/call-scheduling/campaigns/dry-run-store.ts";
import type { DeliverDeps } from "../../supabase/functions/_shared/webhooks/deliver-events.ts";
import type { UserPort } from "./user-port.ts";

export interface WorkerPorts extends Dependencies, SweepDeps, Pick<DeliverDeps, "post" | "resolve"> {
  users: readonly UserPort[];
  audiences: AudienceStore;
  campaigns: CampaignStore;
  dryRuns: DryRunStore;
}

export type Workload = (ports: WorkerPorts) => Promise<unknown>;
