import { useEffect, useRef } from "preact/hooks";

export interface Tab {
  id: string;
  label: string;
  href: string;
}

/** Parts of a screen that have addresses of their own: links, so that each can be opened and kept. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone they are a row that is scrolled: the one that one is in is seen.
    row.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <nav ref={row} aria-label={label} class="-mx-1 overflow-x-auto">
      <ul class="flex min-w-max gap-1 sm:min-w-0 sm:flex-wrap border-b border-base-300 px-1">
        {tabs.map(({ id, label: name, href }) => (
          <li key={id}>
            <a
              href={href}
              aria-current={id === current ? "page" : undefined}
              class={`block border-b-2 px-3 py-2 text-sm max-sm:py-3 ${
                id === current ? "border-primary font-semibold" : "border-transparent hover:bg-base-200"
              }`}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
