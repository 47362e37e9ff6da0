import type { SweepDeps } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import type { Dependencies } from "../../supabase/functions/_shared/dependencies.ts";
import type { UserPort } from "./user-port.ts";

export interface WorkerPorts extends Dependencies, SweepDeps {
  users: readonly UserPort[];
}

export type Workload = (ports: WorkerPorts) => Promise<unknown>;
