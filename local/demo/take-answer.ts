import type { Error as ApiError } from "../openapi/api.types.ts";
import { DemoFailure } from "./demo-failure.ts";

/** What was answered. Throws DemoFailure with the API's own sentence on anything but success. */
export async function takeAnswer<Data>(
  asked: Promise<{ data?: Data; error?: ApiError; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await asked;
  if (data !== undefined) return data;
  throw new DemoFailure(`${response.url} answered ${response.status}: ${error?.error ?? "no reason given"}`);
}

/** Every page of a list, first to last. */
export async function takePages<Page extends { next_cursor: string | null }>(
  ask: (paging: { limit: number; cursor?: string }) => Promise<Page>,
): Promise<Page[]> {
  const pages = [await ask({ limit: 200 })];
  for (let cursor = pages[0]?.next_cursor; cursor; cursor = pages.at(-1)?.next_cursor) {
    pages.push(await ask({ limit: 200, cursor }));
  }
  return pages;
}
