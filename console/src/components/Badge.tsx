import { Icon, type IconName } from "./Icon.tsx";
import type { Tone } from "./tone.ts";

export type { Tone } from "./tone.ts";

const tones: Record<Tone, string> = {
  neutral: "badge badge-soft",
  info: "badge badge-soft badge-info",
  success: "badge badge-soft badge-success",
  warning: "badge badge-soft badge-warning",
  error: "badge badge-soft badge-error",
  dark: "badge badge-outline",
};

export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: string }) {
  return (
    <span class={`${tones[tone]} max-w-full gap-1 whitespace-nowrap`}>
      {icon && <Icon name={icon} class="size-3.5" />}
      {children}
    </span>
  );
}
