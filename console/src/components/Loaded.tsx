import type { ComponentChildren } from "preact";
import type { Answer } from "../lib/resource.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { SkeletonRows } from "./Skeleton.tsx";

/**
 * What was answered, by `children`; shapes of it while it is asked for the first time; and why there is none. An answer that is
 * there stays while it is asked anew, with the notice above it when that fails.
 */
export function Loaded<T>(props: {
  of: Answer<T>;
  children: (data: T) => ComponentChildren;
  skeleton?: ComponentChildren;
}) {
  const { data, problem, reload } = props.of;
  const notice = problem.value && <ErrorNotice problem={problem.value} onRetry={() => void reload()} />;
  if (data.value === undefined) return <>{notice ?? props.skeleton ?? <SkeletonRows />}</>;
  return (
    <>
      {notice}
      {props.children(data.value)}
    </>
  );
}
