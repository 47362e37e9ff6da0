import { createMiddleware } from "hono/factory";
import { ApiError } from "../../_shared/platform/errors.ts";
import { mediaTypeOf } from "./media-type-of.ts";
import { requireCsv } from "./require-csv.ts";
import { requireJson } from "./require-json.ts";

/** For routes that take a file, or say in JSON what would be in it: 415 for anything else, 400 for JSON that is none. */
export function requireCsvOrJson() {
  const asCsv = requireCsv();
  const asJson = requireJson();
  return createMiddleware(async (c, next) => {
    const mediaType = mediaTypeOf(c);
    if (mediaType === "text/csv") return await asCsv(c, next);
    if (mediaType === "application/json") return await asJson(c, next);
    throw new ApiError({
      status: 415,
      code: "not_csv_or_json",
      error: "Send a file as Content-Type: text/csv, or anything else as application/json.",
    });
  });
}
