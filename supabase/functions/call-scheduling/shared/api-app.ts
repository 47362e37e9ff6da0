import { OpenApiGeneratorV31, OpenAPIRegistry } from "@asteasolutions/zod-to-openapi";
import type { RouteConfig, RouteHandler } from "@hono/zod-openapi";
import { zValidator } from "@hono/zod-validator";
import { type Env, Hono, type MiddlewareHandler } from "hono";
import { ZodType } from "zod";
import { malformed } from "../../_shared/platform/errors.ts";
import { mediaTypeOf } from "../middleware/media-type-of.ts";
import { requireJson } from "../middleware/require-json.ts";
import { explainProblems } from "./explain-problems.ts";

type DocumentConfig = Parameters<OpenApiGeneratorV31["generateDocument"]>[0];

/**
 * A Hono app whose routes are checked by the schemas that describe them, all below one path. It is what `OpenAPIHono` is for the
 * routes of this API, and takes its types; that class holds on to the whole of zod, which is 350 kB more to load.
 */
export class ApiApp<E extends Env> extends Hono<E> {
  readonly registry = new OpenAPIRegistry();

  constructor(readonly base: `/${string}`) {
    super();
  }

  /** Adds a route: what is sent to it is parsed after its `middleware` has let it pass, and is 400 where it does not fit. */
  openapi<Route extends RouteConfig>(route: Route, handler: RouteHandler<Route, E>): void {
    const { middleware = [], ...described } = route;
    const path = this.base + route.path;
    this.registry.registerPath({ ...described, path });
    const handlers = [...[middleware].flat(), ...makeValidators(route.request), handler];
    this.on([route.method], [path.replaceAll(/\{(\w+)\}/g, ":$1")], ...handlers);
  }

  /** Serves the OpenAPI 3.1 description of the routes that are there when it is asked. */
  serveDescription(path: string, config: DocumentConfig): void {
    this.get(this.base + path, (c) => {
      const { definitions } = this.registry;
      return c.json(new OpenApiGeneratorV31(definitions).generateDocument(config));
    });
  }
}

/** Keeps the literal types of a route, by which its handler knows what it is asked and may answer. */
export function createRoute<Path extends string, Route extends Omit<RouteConfig, "path"> & { path: Path }>(
  route: Route,
): Route {
  return route;
}

function makeValidators(request: RouteConfig["request"]): MiddlewareHandler[] {
  const { query, params, headers, body } = request ?? {};
  const validators: MiddlewareHandler[] = [];
  if (query) validators.push(zValidator("query", query, refuseMisfits));
  if (params) validators.push(zValidator("param", params, refuseMisfits));
  if (headers instanceof ZodType) validators.push(zValidator("header", headers, refuseMisfits));
  const json = body?.content["application/json"];
  if (json && "schema" in json && json.schema instanceof ZodType) {
    validators.push(makeBodyValidator(json.schema, body?.required ?? false));
  }
  return validators;
}

/** A body that may be left out counts when it is declared as JSON, and is `{}` otherwise. */
function makeBodyValidator(schema: ZodType, isRequired: boolean): MiddlewareHandler {
  const validate = zValidator("json", schema, refuseMisfits);
  if (isRequired) return validate;
  const readJson = requireJson();
  return async (c, next) => {
    if (mediaTypeOf(c) === "application/json") {
      return await readJson(c, async () => void await validate(c, next));
    }
    c.req.addValidatedData("json", {});
    await next();
  };
}

function refuseMisfits(
  result: { success: true } | {
    success: false;
    error: Parameters<typeof explainProblems>[0];
    /** As it was sent. */
    data: unknown;
  },
) {
  if (!result.success) throw malformed(explainProblems(result.error, result.data));
}
