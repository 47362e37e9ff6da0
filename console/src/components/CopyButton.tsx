import { texts } from "../texts/texts.ts";
import { Icon } from "./Icon.tsx";
import { showToast } from "./Toast.tsx";

export function CopyButton({ text, label }: { text: string; label: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(text).then(
      () => showToast(texts.value.common.copied),
      () => showToast(texts.value.common.notCopied),
    );
  };
  return (
    <button type="button" class="btn btn-ghost btn-xs btn-square" aria-label={label} onClick={copy}>
      <Icon name="copy" class="size-4" />
    </button>
  );
}
