import type { WebSocketRoute } from "playwright-core";
import * as z from "zod";

/** Messages of Phoenix, version 2.0.0: [join_ref, ref, topic, event, payload]. */
const message = z.tuple([
  z.string().nullable(),
  z.string().nullable(),
  z.string(),
  z.string(),
  z.looseObject({}),
]);

/** What Realtime does for a page that listens: it lets every channel be joined, answers heartbeats, and says what it is told to. */
export function standInForRealtime() {
  const joins: { topic: string; payload: Record<string, unknown> }[] = [];
  const sockets: WebSocketRoute[] = [];
  const realtime = {
    /** Lets nobody in. */
    refuses: false,
    joins,
    sockets,
    accept(socket: WebSocketRoute): void {
      if (realtime.refuses) return void socket.close({ code: 1013, reason: "later" });
      sockets.push(socket);
      socket.onMessage((text) => {
        const [joinRef, ref, topic, event, payload] = message.parse(JSON.parse(String(text)));
        if (event === "phx_join") joins.push({ topic, payload });
        const answer = { status: "ok", response: event === "phx_join" ? { postgres_changes: [] } : {} };
        socket.send(JSON.stringify([joinRef, ref, topic, "phx_reply", answer]));
      });
    },
    /** As the database says it: with nothing in it. */
    say(topic: string): void {
      const told = { type: "broadcast", event: "changed", payload: {} };
      for (const socket of sockets) socket.send(JSON.stringify([null, null, topic, "broadcast", told]));
    },
  };
  return realtime;
}
