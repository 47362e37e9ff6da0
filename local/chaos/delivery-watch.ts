import { Webhook } from "standardwebhooks";
import type { ClaimedDelivery } from "../../supabase/functions/_shared/webhooks/delivery-schemas.ts";
import type {
  DeliveryResult,
  DeliveryStore,
} from "../../supabase/functions/_shared/webhooks/delivery-store.ts";
import type { Sql } from "postgres";
import type { Conductor } from "./conductor.ts";
import type { Endpoint, VirtualReceivers } from "./virtual-receivers.ts";
import type { VirtualTime } from "./virtual-time.ts";

interface DeliveryWatchDeps {
  sql: Sql;
  conductor: Conductor;
  time: VirtualTime;
  receivers: VirtualReceivers;
  report: (rule: string, detail: string) => void;
}

/** What a worker has taken to tell, by message id and endpoint, and which secrets were the endpoint's then. */
export type TakenMessages = Map<string, { url: string; secrets: string[] }>;

const days = 86_400_000;
/** Seconds: half of the longest step, since the rest of each is left to chance. */
const leastLongWait = 3 * 3600;

/** Looks at every delivery as it is taken, told and written down, and reports what was not allowed at its moment. */
export function createDeliveryWatch({ sql, conductor, time, receivers, report }: DeliveryWatchDeps) {
  /** By delivery: told, or not to be tried before. */
  const told = new Set<string>();
  const notBefore = new Map<string, number>();

  /** The store of one worker. */
  function watchStore(real: DeliveryStore, taken: TakenMessages): DeliveryStore {
    const tries = new Map<string, ClaimedDelivery>();
    return {
      claim: async (worker, limit, except) => {
        const claimed = await real.claim(worker, limit, except);
        if (claimed.length > 0) await judgeClaim(claimed);
        for (const delivery of claimed) {
          tries.set(delivery.id, delivery);
          const endpoint = receivers.endpoints.find(({ id }) => id === delivery.webhook_id);
          const secrets = (endpoint?.secrets ?? []).filter(({ until }) => until > time.now());
          taken.set(`${delivery.webhook_id} ${messageId(delivery.event_id)}`, {
            url: delivery.url,
            secrets: secrets.map(({ secret }) => secret),
          });
        }
        return claimed;
      },
      record: async (id, worker, result) => {
        const isOurs = await real.record(id, worker, result);
        const delivery = tries.get(id);
        if (isOurs && delivery !== undefined) await judgeResult(delivery, result);
        return isOurs;
      },
      recordTold: async (told, worker, signal) => {
        const ours = await real.recordTold(told, worker, signal);
        for (const [index, { id, httpStatus }] of told.entries()) {
          const delivery = tries.get(id);
          if (ours[index] && delivery) {
            await judgeResult(delivery, { step: "delivered", http_status: httpStatus });
          }
        }
        return ours;
      },
    };
  }

  async function judgeClaim(claimed: ClaimedDelivery[]): Promise<void> {
    const now = time.now();
    const ids = [...new Set(claimed.map(({ webhook_id }) => webhook_id))];
    const rows = await conductor.outside(() =>
      sql<{ id: string; is_active: boolean; is_held: boolean; failures: number }[]>`
        select id, is_active, held_until > private.current_time() as is_held, failures from public.webhooks where id = any(${ids})`
    );
    for (const { id, is_active, is_held, failures } of rows) {
      const many = claimed.filter(({ webhook_id }) => webhook_id === id).length;
      if (!is_active) report("nothing goes to an endpoint that is off", id);
      if (is_held) report("an endpoint that failed is left alone for a while", id);
      if (failures > 0 && many > 1) report("a closed door is knocked at by one message", `${many} to ${id}`);
    }
    for (const { id, created_at } of claimed) {
      if (told.has(id)) report("what was told stays told", id);
      if (now < (notBefore.get(id) ?? 0)) report("what failed waits ever longer", `${id} comes early`);
      if (now - created_at.getTime() > 3 * days) report("after three days it is given up", id);
    }
  }

  async function judgeResult(
    { id, webhook_id, tries }: ClaimedDelivery,
    { step, seconds = 0, reason_code }: DeliveryResult,
  ): Promise<void> {
    if (step === "delivered") return void told.add(id);
    if (step === "retry") {
      if (seconds < Math.min(leastLongWait, 2.5 * 2 ** (tries - 1))) {
        report("what failed waits ever longer", `${id}: ${seconds} s after ${tries} tries`);
      }
      notBefore.set(id, time.now() + seconds * 1000);
    }
    const [row] = await conductor.outside(() =>
      sql<{ is_active: boolean; is_late: boolean; is_hushed: boolean }[]>`
        select w.is_active, coalesce(w.failing_since <= private.current_time() - interval '5 days', false) as is_late,
          not w.is_active and w.off_code <> 'by_hand' and exists (
            select from public.webhooks o
            where o.org_id = w.org_id and o.is_active and 'alert.raised' = any (o.events)
              and o.created_at < private.current_time() and not exists (
                select from public.webhook_deliveries d
                where d.webhook_id = o.id and d.type = 'alert.raised' and d.data ->> 'webhook_id' = w.id::text)
              and not exists (
                select from public.alerts a where a.subject = w.id::text and a.raised_at < private.current_time())) as is_hushed
        from public.webhooks w where w.id = ${webhook_id}`
    );
    if (row?.is_active && reason_code === "gone") report("410 switches the endpoint off", webhook_id);
    if (row?.is_active && row.is_late) {
      report("an endpoint that fails for five days is switched off", webhook_id);
    }
    if (row?.is_hushed) report("that an endpoint was switched off is told to the others", webhook_id);
  }

  /** What arrives is what this worker has taken, signed with each secret that was the endpoint's then, and with no other. */
  function judgeMessage(
    taken: TakenMessages,
    { id, host }: Endpoint,
    headers: Record<string, string>,
    body: string,
  ): void {
    const message = headers["webhook-id"] ?? "";
    const given = taken.get(`${id} ${message}`);
    if (given === undefined || new URL(given.url).host !== host) {
      return report("a receiver hears only what was taken for it", `${message} at ${host}`);
    }
    const sentAt = new Date(Number(headers["webhook-timestamp"]) * 1000);
    const expected = given.secrets.map((secret) => new Webhook(secret).sign(message, sentAt, body));
    const found = headers["webhook-signature"]?.split(" ") ?? [];
    if ([...found].sort().join(" ") !== expected.sort().join(" ")) {
      report(
        "each message is signed with the secrets of its moment",
        `${message} at ${host}: ${found.length} of ${expected.length}`,
      );
    }
  }

  return { watchStore, judgeMessage };
}

function messageId(eventId: string): string {
  return `msg_${eventId.replaceAll("-", "")}`;
}
