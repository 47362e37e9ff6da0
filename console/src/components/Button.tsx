import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon, type IconName } from "./Icon.tsx";

// Whole names: Tailwind finds classes by reading, and would not find one that is put together.
const tones = {
  primary: "btn btn-primary",
  plain: "btn border-base-300",
  quiet: "btn btn-ghost",
  danger: "btn btn-error btn-outline",
} as const;

export interface ButtonProps {
  /** What happens: "Move 12 calls", never "OK". */
  children: ComponentChildren;
  onClick?: (event: MouseEvent) => void;
  tone?: keyof typeof tones;
  icon?: IconName;
  type?: "button" | "submit";
  small?: boolean;
  /** It is being done: the button stays, says so and takes no second press. */
  busy?: string | undefined;
  /** Why it cannot be pressed now. It stays reachable, and the sentence stands below. */
  unavailable?: string | undefined;
  label?: string;
  class?: string;
  form?: string;
}

export function Button(props: ButtonProps) {
  const { tone = "plain", type = "button", small = false, busy, unavailable } = props;
  const id = useId();
  const off = busy !== undefined || unavailable !== undefined;
  const press = (event: MouseEvent) => {
    if (off) {
      event.preventDefault();
      return;
    }
    props.onClick?.(event);
  };
  const button = (
    <button
      type={type}
      form={props.form}
      class={`${tones[tone]} ${small ? "btn-sm" : ""} max-sm:min-h-11 ${off ? "opacity-60" : ""} ${
        props.class ?? ""
      }`}
      onClick={press}
      aria-disabled={off ? "true" : undefined}
      aria-describedby={unavailable === undefined ? undefined : id}
      aria-label={props.label}
    >
      {busy !== undefined
        ? <span class="loading loading-spinner loading-xs motion-reduce:hidden" aria-hidden="true" />
        : props.icon && <Icon name={props.icon} />}
      {busy ?? props.children}
    </button>
  );
  if (unavailable === undefined) return button;
  return (
    <span class="inline-flex flex-col items-start gap-1">
      {button}
      <span id={id} class="text-xs text-base-content/80">{unavailable}</span>
    </span>
  );
}
