import { useEffect, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { type ApiProblem, toProblem } from "../../api/problem.ts";
import type { DryRun } from "./resources.ts";

/** What a campaign would come to as things stand: asked once, and when it is asked for again, since it judges every contact. */
export function useDryRun(id: string | null) {
  const [dryRun, setDryRun] = useState<DryRun>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (id === null) return;
    const abort = new AbortController();
    setProblem(undefined);
    setDryRun(undefined);
    answer(
      api.POST("/call-scheduling/{org_slug}/campaigns/{id}/dry-run", {
        params: { path: { ...inOrganization(), id } },
        signal: abort.signal,
      }),
    ).then(
      ({ dry_run }) => setDryRun(dry_run),
      (error) => abort.signal.aborted || setProblem(toProblem(error)),
    );
    return () => abort.abort();
  }, [id, turn]);
  return { dryRun, problem, again: () => setTurn((last) => last + 1) };
}
