import type { Context } from "hono";
import { z } from "zod";
import { findObjectType, type ObjectType } from "./api-version.ts";
import { HubspotError, invalid } from "./hubspot-error.ts";
import type { HubspotPortal } from "./portal.ts";

/** What every route knows: the portal its token belongs to. */
export interface PortalEnv {
  Variables: { portal: HubspotPortal; token: string };
}
export type PortalContext = Context<PortalEnv>;

/** Reads the JSON body. Throws HubspotError 400. */
export async function readBody<T>(c: PortalContext, schema: z.ZodType<T>): Promise<T> {
  let json: unknown;
  try {
    json = JSON.parse(await c.req.text());
  } catch {
    throw invalid("Invalid input JSON on line 1, column 1: the body is not JSON");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw invalid(`Invalid input JSON: ${z.prettifyError(parsed.error)}`);
}

/** The object a path parameter names. Throws HubspotError 404. */
export function readObjectType(name: string | undefined): ObjectType {
  const type = findObjectType(name ?? "");
  if (type === undefined) {
    throw new HubspotError(404, "OBJECT_NOT_FOUND", `Unable to infer object type from: ${name}`);
  }
  return type;
}

/** Both `properties=a,b` and `properties=a&properties=b` are in use. */
export function askedProperties(c: PortalContext): string[] {
  return (c.req.queries("properties") ?? []).flatMap((value) => value.split(",")).filter((name) =>
    name !== ""
  );
}
