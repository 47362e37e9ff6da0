import { Hono } from "hono";
import { z } from "zod";
import type { ApiVersion } from "./api-version.ts";
import { batchReadSchema, finderBy, findMany, maxInputs, missingError } from "./batch-read.ts";
import {
  batchCreate,
  batchCreateSchema,
  type BatchOutcome,
  batchUpdate,
  batchUpdateSchema,
  batchUpsert,
} from "./batch-write.ts";
import { isoOf } from "./crm-record.ts";
import { invalid } from "./hubspot-error.ts";
import { type PortalContext, type PortalEnv, readBody, readObjectType } from "./read-request.ts";
import { showRecord } from "./show-record.ts";

const archiveSchema = z.object({ inputs: z.array(z.object({ id: z.string() })) });

/** Many contacts or calls at once. */
export function createBatchRoutes(version: ApiVersion): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.post("/:object/batch/read", async (c) => {
    const type = readObjectType(c.req.param("object"));
    const request = await readBody(c, batchReadSchema);
    const { found, missing } = findMany(c.var.portal, type, request);
    const results = found.map((record) =>
      showRecord(c.var.portal.properties, type, record, request.properties)
    );
    const errors = missing.length > 0 ? [missingError(type, missing)] : [];
    return answer(c, version, { results, errors }, 200);
  });
  app.post("/:object/batch/create", async (c) => {
    const body = await readBody(c, batchCreateSchema);
    return answer(
      c,
      version,
      batchCreate(c.var.portal, readObjectType(c.req.param("object")), body, version),
      201,
    );
  });
  app.post("/:object/batch/update", async (c) => {
    const body = await readBody(c, batchUpdateSchema);
    return answer(
      c,
      version,
      batchUpdate(c.var.portal, readObjectType(c.req.param("object")), body, version),
      200,
    );
  });
  app.post("/:object/batch/upsert", async (c) => {
    const body = await readBody(c, batchUpdateSchema);
    return answer(
      c,
      version,
      batchUpsert(c.var.portal, readObjectType(c.req.param("object")), body, version),
      200,
    );
  });
  app.post("/:object/batch/archive", async (c) => {
    const type = readObjectType(c.req.param("object"));
    const { inputs } = await readBody(c, archiveSchema);
    if (inputs.length > maxInputs) throw invalid(`${inputs.length} inputs; at most ${maxInputs} are allowed`);
    const find = finderBy(c.var.portal, type, undefined);
    for (const { id } of inputs) {
      const record = find(id);
      if (record !== undefined) c.var.portal.records(type).archive(record);
    }
    return c.body(null, 204);
  });
  return app;
}

/** Errors beside results are a 207 until 2026-03; 2026-09 tells them in the body alone. */
export function answer(
  c: PortalContext,
  version: ApiVersion,
  { results, errors }: BatchOutcome,
  status: 200 | 201,
): Response {
  const at = isoOf(c.var.portal.now());
  const failures = errors.length > 0 ? { numErrors: errors.length, errors } : {};
  const body = { status: "COMPLETE", results, startedAt: at, completedAt: at, ...failures };
  return c.json(body, errors.length > 0 && version !== "2026-09" ? 207 : status);
}
