import {
  type EndpointAnswer,
  type EndpointPost,
  EndpointTimeout,
} from "../../supabase/functions/_shared/webhooks/post-to-address.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How a receiver takes what it is told. Those that lose it say that they have it. */
export const manners = [
  "well",
  "slow",
  "loses",
  "hangs",
  "closes",
  "unreachable",
  "broken",
  "busy",
  "forbids",
  "refuses",
  "redirects",
  "gone",
] as const;
export type Manner = (typeof manners)[number];

/** What its name stands for: a public address, one of a network of its own, both, that of a cloud's credentials, or nothing. */
export const places = ["public", "private", "mixed", "metadata", "nowhere"] as const;
export type Place = (typeof places)[number];

export interface Endpoint {
  id: string;
  organization: number;
  host: string;
  manner: Manner;
  place: Place;
  /** The newest first; `until` in Unix milliseconds. */
  secrets: { secret: string; until: number }[];
  /** How many secrets it has had. */
  secretCount: number;
  isRemoved: boolean;
}

/** Something that reached a receiver. */
export interface Heard {
  at: number;
  endpointId: string;
  messageId: string;
  body: string;
  /** The receiver said that it has it. */
  isTaken: boolean;
}

interface ReceiverDeps {
  time: VirtualTime;
  onFault: (name: string) => void;
  /** Somebody asked one of them. */
  onTold: () => void;
  report: (rule: string, detail: string) => void;
}

const publicAddress = "93.184.216.34";
const addresses: Record<Place, string[]> = {
  public: [publicAddress],
  private: ["10.0.0.7"],
  mixed: [publicAddress, "10.0.0.7"],
  metadata: ["169.254.169.254"],
  nowhere: [],
};
const statuses: Partial<Record<Manner, number>> = {
  broken: 503,
  busy: 429,
  forbids: 403,
  refuses: 422,
  redirects: 307,
  gone: 410,
};
/** Receivers refuse what was sent so many milliseconds ago. */
const staleMs = 300_000;
export const elsewhere = "elsewhere.test";

export type VirtualReceivers = ReturnType<typeof createVirtualReceivers>;

/** The endpoints of the organisations, without sockets and on the machine's own clock, and what they heard. */
export function createVirtualReceivers({ time, onFault, onTold, report }: ReceiverDeps) {
  const endpoints = new Array<Endpoint>();
  const heard = new Array<Heard>();
  let replays = 0;
  const find = (host: string) => endpoints.find((endpoint) => endpoint.host === host);

  const resolve = (host: string): Promise<string[]> =>
    Promise.resolve(addresses[find(host)?.place ?? "nowhere"]);

  /** `judge` looks at each message as it arrives. */
  async function post(
    { url, address, headers, body }: EndpointPost,
    judge: (endpoint: Endpoint, headers: Record<string, string>, body: string) => void,
    timeoutMs = 10_000,
  ): Promise<EndpointAnswer> {
    if (address !== publicAddress) {
      report("no delivery goes to a private address", `${url.host} at ${address}`);
    }
    const endpoint = find(url.host);
    if (endpoint === undefined) {
      report(
        url.host === elsewhere ? "redirects are not followed" : "a delivery goes to its endpoint",
        url.href,
      );
      return answer(200);
    }
    const { manner } = endpoint;
    onTold();
    if (manner !== "well") onFault(`receiver-${manner}`);
    if (manner === "unreachable") throw new TypeError("connection refused");
    judge(endpoint, headers, body);
    if (manner === "slow") await time.sleep(8);
    const isStale = time.now() - Number(headers["webhook-timestamp"]) * 1000 > staleMs;
    const isTaken = ["well", "slow", "loses"].includes(manner) && !isStale;
    heard.push({
      at: time.now(),
      endpointId: endpoint.id,
      messageId: headers["webhook-id"] ?? "",
      body,
      isTaken,
    });
    if (manner === "closes") throw new TypeError("connection closed before message completed");
    if (manner === "hangs") {
      await time.sleep(timeoutMs / 1000);
      throw new EndpointTimeout("No answer in time.");
    }
    if (isTaken) return answer(200);
    return answer(statuses[manner] ?? 400, manner === "busy" ? 60 : null);
  }

  return {
    endpoints,
    heard,
    resolve,
    post,
    countReplay: (): number => ++replays,
    /** All are well, at public addresses. */
    endFaults: () => {
      for (const endpoint of endpoints) Object.assign(endpoint, { manner: "well", place: "public" });
    },
  };
}

const answer = (status: number, retryAfterSeconds: number | null = null): EndpointAnswer => ({
  status,
  retryAfterSeconds,
});
