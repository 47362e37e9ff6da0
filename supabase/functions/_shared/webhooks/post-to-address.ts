/** What an endpoint answered. Its body is not read. */
export interface EndpointAnswer {
  status: number;
  /** Seconds, of `Retry-After` where that is a number. */
  retryAfterSeconds: number | null;
}

export interface EndpointPost {
  url: URL;
  /** The IP address of its host that was found fit: the connection goes there and nowhere else. */
  address: string;
  headers: Record<string, string>;
  body: string;
}

/** No whole answer in time. */
export class EndpointTimeout extends Error {
  override readonly name = "EndpointTimeout";
}

const mostHeadBytes = 16_384;

/**
 * One `POST` over a connection of its own to one IP address, with the certificate of the URL's host. `fetch` would resolve the
 * name again, and a name that answers differently the second time would lead it anywhere. Redirects are not followed.
 * Throws an `EndpointTimeout` after `timeoutMs` (10 000), and whatever the connection throws.
 */
export async function postToAddress(post: EndpointPost, timeoutMs = 10_000): Promise<EndpointAnswer> {
  let connection: Deno.Conn | undefined;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    isOver = true;
    try {
      connection?.close();
    } catch {
      // Closed by the other side already.
    }
  };
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EndpointTimeout("No answer in time.")), timeoutMs);
  });
  const answer = (async () => {
    connection = await open(post, (opened) => connection = opened);
    if (isOver) throw new EndpointTimeout("No connection in time.");
    await write(connection, render(post));
    return await readAnswer(connection);
  })();
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    close();
    // Who came too late is closed as well, and whatever it then throws was told already.
    answer.catch(() => {}).finally(close);
  }
}

async function open(
  { url, address }: EndpointPost,
  keep: (connection: Deno.Conn) => void,
): Promise<Deno.Conn> {
  const isTls = url.protocol === "https:";
  const plain = await Deno.connect({ hostname: address, port: Number(url.port) || (isTls ? 443 : 80) });
  keep(plain);
  if (!isTls) return plain;
  const secure = await Deno.startTls(plain, { hostname: url.hostname.replace(/^\[(.*)\]$/, "$1") });
  await secure.handshake();
  return secure;
}

function render({ url, headers, body }: EndpointPost): Uint8Array {
  const bytes = new TextEncoder().encode(body);
  const lines = [
    `POST ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    "connection: close",
    `content-length: ${bytes.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const head = new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
  const request = new Uint8Array(head.length + bytes.length);
  request.set(head);
  request.set(bytes, head.length);
  return request;
}

async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}

/** The head of the final answer: those of 1xx before it are passed over. */
async function readAnswer(connection: Deno.Conn): Promise<EndpointAnswer> {
  const buffer = new Uint8Array(mostHeadBytes);
  for (let filled = 0;;) {
    const read = filled < buffer.length ? await connection.read(buffer.subarray(filled)) : null;
    if (read === null) throw new Error("The answer is not one of HTTP/1.1.");
    filled += read;
    const text = new TextDecoder("latin1").decode(buffer.subarray(0, filled));
    const heads = text.split("\r\n\r\n").slice(0, -1);
    const head = heads.find((each) => !/^HTTP\/1\.[01] 1\d\d\b/.test(each));
    if (head === undefined) continue;
    const status = /^HTTP\/1\.[01] ([2-5]\d\d)\b/.exec(head)?.[1];
    if (status === undefined) throw new Error("The answer is not one of HTTP/1.1.");
    const wait = /\r\nretry-after:[ \t]*(\d{1,9})[ \t]*(\r\n|$)/i.exec(head)?.[1];
    return { status: Number(status), retryAfterSeconds: wait === undefined ? null : Number(wait) };
  }
}
