import type { Context } from "hono";
import { parseJson } from "../parse-json.ts";

const decoder = new TextDecoder();

/** The body as JSON, undefined where it is none. Of the bytes that `limitBody` keeps: Hono's own makes an answer of them to read it. */
export async function readJson(c: Context): Promise<unknown> {
  return parseJson(decoder.decode(await c.req.arrayBuffer()));
}
