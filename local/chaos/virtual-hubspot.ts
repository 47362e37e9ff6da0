import { Hono } from "hono";
import type {
  HubspotAnswer,
  HubspotRequest,
  HubspotSend,
} from "../../supabase/functions/_shared/hubspot/exchange.ts";
import { createApiRoutes } from "../simulators/hubspot/api-routes.ts";
import type { SimulatedContact } from "../simulators/hubspot/contact-input.ts";
import { type Fault, FaultBox, type FaultTarget } from "../simulators/hubspot/faults.ts";
import { createPortalControl, type PortalControl } from "../simulators/hubspot/portal-control.ts";
import { HubspotPortal } from "../simulators/hubspot/portal.ts";
import { kindOf } from "../simulators/hubspot/request-kind.ts";
import { DropConnection } from "../simulators/serve-http.ts";
import type { Conductor } from "./conductor.ts";
import { patients } from "./patients.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface VirtualHubspotDeps {
  time: VirtualTime;
  conductor: Conductor;
  /** A fault that was put in force and has now happened. */
  onFault: (name: string) => void;
}

/** A contact as HubSpot gave it to a worker that asked for it by id. */
export interface Sighting {
  /** Unix time in milliseconds at which HubSpot looked. */
  at: number;
  /** Null: HubSpot has it no more. */
  contact: SimulatedContact | null;
}

export type VirtualHubspot = ReturnType<typeof createVirtualHubspot>;

/** The simulated HubSpot without sockets, on the machine's own clock: an account for each organisation. */
export function createVirtualHubspot({ time, conductor, onFault }: VirtualHubspotDeps) {
  /** Opened when they are first asked for: most histories have use for one, and some for none. */
  const accounts = new Map<number, Account>();
  const app = new Hono();
  app.route("/", createApiRoutes(portalOf));
  app.onError((error) => {
    throw error;
  });
  /** Apart from the simulator's own, which wait in the middle of a request. */
  const slow = new FaultBox();
  let isDown = false;
  let refusedConnections = 0;

  function at(organization: number): Account {
    const found = accounts.get(organization) ?? openAccount(organization, time);
    accounts.set(organization, found);
    return found;
  }

  /** A token that nobody knows is the first account's to refuse. */
  function portalOf(token: string): HubspotPortal {
    return [...accounts.values()].find(({ portal }) => portal.keys.knows(token))?.portal ?? at(0).portal;
  }

  async function serve(token: string, { method, path, body }: HubspotRequest): Promise<HubspotAnswer> {
    if (isDown || refusedConnections > 0) {
      refusedConnections = Math.max(0, refusedConnections - 1);
      onFault("hubspot-no-connection");
      throw new TypeError("error sending request: client error (Connect): connection refused");
    }
    const { faults } = portalOf(token);
    const before = faults.list();
    try {
      const answer = await app.fetch(toRequest(token, { method, path, body }));
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    } catch (error) {
      if (error instanceof DropConnection) throw new TypeError("connection closed before message completed");
      throw error;
    } finally {
      for (const name of usedUp(before, faults.list())) onFault(`hubspot-${name}`);
    }
  }

  /** What a worker speaks to HubSpot through; what it reads by id is noted in `sightings`, by the id asked for. */
  function openTransport(token: string, sightings: Map<string, Sighting>): HubspotSend {
    return async (request) => {
      const target = targetOf(request);
      const [answer, contact] = await conductor.whileBusy(async () => {
        const served = await Promise.allSettled([serve(token, request)]);
        return [served[0], lookAt(token, target)] as const;
      });
      const late = slow.take(["slow"], target);
      if (late !== undefined) {
        onFault("hubspot-slow");
        await within(time, request.timeoutMs, time.sleep(late.seconds ?? 20));
      }
      if (answer.status === "rejected") throw answer.reason;
      if (contact !== undefined && [200, 404].includes(answer.value.status)) {
        sightings.set(contact.asked, contact.sighting);
      }
      return answer.value;
    };
  }

  /** The contact of a request for one, as it is now. */
  function lookAt(token: string, { kind, path }: FaultTarget) {
    if (kind.name !== "read-contact") return undefined;
    const portal = portalOf(token);
    const asked = path.split("/").at(-1) ?? "";
    const id = portal.records("contacts").find(asked)?.id;
    const contact = id === undefined ? null : createPortalControl(() => portal).contact(id) ?? null;
    return { asked, sighting: { at: time.now(), contact } };
  }

  return {
    openTransport,
    /** Has anybody had to do with the organisation's account so far. */
    isKnown: (organization: number): boolean => accounts.has(organization),
    /** An organisation's account, as people there see and change it. */
    account: (organization: number): PortalControl => at(organization).control,
    addFault: (organization: number, fault: Fault) => {
      if (fault.fault === "slow") slow.set([...slow.list(), fault]);
      else at(organization).portal.faults.set([...at(organization).portal.faults.list(), fault]);
    },
    /** The next so many find nobody. */
    refuseConnections: (times: number) => {
      refusedConnections = times;
    },
    /** true: nobody is there until it ends. */
    goDown: (on: boolean) => {
      isDown = on;
    },
    endFaults: () => {
      isDown = false;
      refusedConnections = 0;
      slow.set([]);
      for (const { portal } of accounts.values()) {
        portal.faults.set([]);
        portal.changeSettings({ requestsPerTenSeconds: 100, requestsPerDay: 250_000, searchesPerSecond: 5 });
      }
    },
  };
}

interface Account {
  portal: HubspotPortal;
  control: PortalControl;
}

function openAccount(index: number, time: VirtualTime): Account {
  const portal = new HubspotPortal({
    token: `pat-chaos-${index}-0`,
    portal: { id: 9001 + index },
    contacts: patients(index),
    now: time.now,
  });
  return { portal, control: createPortalControl(() => portal) };
}

function toRequest(token: string, { method, path, body }: Pick<HubspotRequest, "method" | "path" | "body">) {
  return new Request(`http://hubspot.test${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

function targetOf({ method, path, body }: HubspotRequest): FaultTarget {
  const { pathname } = new URL(path, "http://hubspot.test");
  return { kind: kindOf(method, pathname), path: pathname, body: JSON.stringify(body) ?? "" };
}

/** By the machine's clock; throws what `fetch` throws when an answer takes too long. */
async function within<Value>(time: VirtualTime, timeoutMs: number, work: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const cancel = time.after(timeoutMs / 1000, () => {
    late.reject(new DOMException("Signal timed out.", "TimeoutError"));
  });
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    cancel();
  }
}

/** What of the faults before has been used up since. */
function usedUp(before: Fault[], after: Fault[]): string[] {
  const left = (name: string, faults: Fault[]) =>
    faults.filter(({ fault }) => fault === name).reduce((sum, { times = 0 }) => sum + times, 0);
  return [...new Set(before.map(({ fault }) => fault))].filter((name) =>
    left(name, after) < left(name, before)
  );
}
