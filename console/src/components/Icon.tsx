import { type IconName, iconPaths } from "./icon-paths.ts";

export type { IconName } from "./icon-paths.ts";

export function Icon({ name, class: classes = "size-5" }: { name: IconName; class?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      class={`${classes} shrink-0`}
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
