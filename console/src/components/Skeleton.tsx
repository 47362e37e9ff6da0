import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { texts } from "../texts/texts.ts";

/** Grey shapes of what is coming, from 200 ms on: what is there sooner does not flicker. */
export function Skeleton({ children }: { children: ComponentChildren }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true">
      <span class="sr-only">{texts.value.common.loading}</span>
      {shown && <div aria-hidden="true" class="motion-reduce:[&_*]:animate-none">{children}</div>}
    </div>
  );
}

export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <Skeleton>
      <div class="flex flex-col gap-2">
        {Array.from({ length: rows }, (_, index) => <div key={index} class="skeleton h-10 w-full" />)}
      </div>
    </Skeleton>
  );
}
