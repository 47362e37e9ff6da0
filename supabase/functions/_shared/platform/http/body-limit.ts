import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { ApiError } from "../errors.ts";

/**
 * Refuses bodies over `most` bytes, which may go by the route, with 413, whatever their Content-Length says. What is too much is read and thrown
 * away up to a bound, since many clients never see an answer that comes while they are still sending.
 */
export function limitBody(most: number | ((c: Context) => number)) {
  return createMiddleware(async (c, next) => {
    const maxBytes = typeof most === "number" ? most : most(c);
    const patience = maxBytes + 8 * 1024 * 1024;
    const { body } = c.req.raw;
    if (!body) return await next();
    if (Number(c.req.header("content-length") ?? Infinity) <= maxBytes) {
      // A server reads no more than was announced: all of it at once, at half the cost, and kept for whoever asks for it.
      const { byteLength } = await c.req.arrayBuffer();
      if (byteLength > maxBytes) throw tooLarge(maxBytes);
      return await next();
    }
    const chunks: BlobPart[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      if (size > patience) break;
    }
    if (size > maxBytes) throw tooLarge(maxBytes);
    // Made anew and not from the old one, whose abort signal Deno would fire when the answer is sent.
    const { url, method, headers } = c.req.raw;
    c.req.raw = new Request(url, { method, headers, body: new Blob(chunks) });
    await next();
  });
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError({
    status: 413,
    code: "too_large",
    error: `The body is larger than ${maxBytes} bytes.`,
  });
}
