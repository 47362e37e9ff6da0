import type { LoggedRequest } from "../request-log.ts";
import type { RequestCounts } from "./count-requests.ts";
import type { PortalControl } from "./portal-control.ts";
import type { PortalOptions } from "./portal.ts";

export interface HubspotSimulator extends PortalControl, AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Every request, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  requestCounts(): RequestCounts;
  /** Opens another account behind the same address; the token of a request decides whose it is. */
  addPortal(options: PortalOptions & { token: string }): PortalControl;
  /** Forgets requests, changes and added accounts: as it was when started. */
  reset(): void;
  close(): Promise<void>;
}
