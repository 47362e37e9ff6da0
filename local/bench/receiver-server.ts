import { printError } from "../tasks/print.ts";

// Entry point of its own process: an organisation's endpoint that takes whatever it is told.

const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: () => {},
}, async (request) => {
  await request.body?.cancel();
  return new Response(null, { status: 204 });
});
printError(`Listening on http://127.0.0.1:${server.addr.port}`);
