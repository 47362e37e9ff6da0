import { RealtimeClient } from "@supabase/realtime-js";

/** Of changes that come at once one is told of. */
const patienceMs = 300;

/**
 * Listens to the private channel of an organisation: the database says there that something has changed, and nothing else. `onWake`
 * is told so, and once when it listens, since something may have changed before; `onListening` whether it does: a connection that is
 * lost is made anew by the library, and until then the page polls as it did. Gives what ends it.
 */
export function listenForWakeups({ apiUrl, publishableKey, orgId, accessToken, onWake, onListening }: {
  apiUrl: string;
  publishableKey: string;
  orgId: string;
  /** Asked again with each heartbeat, so that the channel outlives a token. */
  accessToken: () => Promise<string>;
  onWake: () => void;
  onListening: (isListening: boolean) => void;
}): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wake = () => {
    clearTimeout(timer);
    timer = setTimeout(onWake, patienceMs);
  };
  const client = new RealtimeClient(`${apiUrl.replace(/^http/, "ws")}/realtime/v1`, {
    params: { apikey: publishableKey },
    accessToken: () => accessToken().catch(() => null),
  });
  const channel = client.channel(`org:${orgId}`, { config: { private: true } })
    .on("broadcast", { event: "changed" }, wake);
  let isOver = false;
  // The token first: a channel that is joined without one is refused.
  void client.setAuth().then(() => {
    if (isOver) return;
    channel.subscribe((status) => {
      if (isOver) return;
      onListening(status === "SUBSCRIBED");
      if (status === "SUBSCRIBED") wake();
    });
  });
  return () => {
    isOver = true;
    clearTimeout(timer);
    void client.removeAllChannels();
  };
}
