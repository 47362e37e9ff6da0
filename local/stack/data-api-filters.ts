const comparison = /^((?:not\.)?(?:eq|neq|gt|gte|lt|lte)\.)(.*)$/s;

/**
 * Leaves it to Postgres what a value in a filter is, as PostgREST does: `name=eq.true` compares texts. @supabase/lite makes
 * a boolean, a number or null of what looks like one, which no text equals; what stands in quotes it takes as it is.
 */
export function keepFiltersText(request: Request): Request {
  const url = new URL(request.url);
  if (!url.pathname.startsWith("/rest/v1/") || url.pathname.startsWith("/rest/v1/rpc/")) return request;
  const filters = [...url.searchParams].map(([name, value]) => [name, value.replace(comparison, '$1"$2"')]);
  url.search = new URLSearchParams(filters).toString();
  return new Request(url, request);
}
