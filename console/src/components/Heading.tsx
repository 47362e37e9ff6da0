import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../lib/announce.ts";

let shownBefore = false;

/** The one h1 of a screen: it takes the focus when the screen comes, and the page takes its title. */
export function Heading({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Nothing is taken from whoever writes, or from an open dialog.
    if (shownBefore && document.querySelector("dialog[open]") === null) {
      heading.current?.focus();
      announce(title);
    }
    shownBefore = true;
  }, []);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div class="flex flex-wrap items-center justify-between gap-2">
      <h1 ref={heading} tabIndex={-1} class="text-2xl font-semibold outline-none">{title}</h1>
      {children && <div class="flex flex-wrap items-start gap-2">{children}</div>}
    </div>
  );
}
