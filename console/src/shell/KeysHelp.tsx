import { useSignal } from "@preact/signals";
import { Dialog } from "../components/Dialog.tsx";
import { go, href } from "../lib/router.ts";
import { useKeys } from "../lib/keys.ts";
import { screens } from "../screens/routes.ts";
import { texts } from "../texts/texts.ts";

/** The keys that work everywhere, and the list of all of them on `?`. */
export function KeysHelp() {
  const t = texts.value.keys;
  const isOpen = useSignal(false);
  useKeys({
    "?": () => isOpen.value = true,
    ...Object.fromEntries(screens.map(({ key, path }) => [`g ${key}`, () => go(href([path]))])),
  });
  if (!isOpen.value) return null;
  const list: [string, string][] = [
    ...screens.map(({ key, label }): [string, string] => [`g ${key}`, label(texts.value)]),
    ...Object.values(t.list),
  ];
  return (
    <Dialog title={t.title} onClose={() => isOpen.value = false}>
      <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        {list.map(([keys, means]) => (
          <>
            <dt key={keys}>
              {keys.split(" ").map((key) => <kbd key={key} class="kbd kbd-sm mr-1">{key}</kbd>)}
            </dt>
            <dd>{means}</dd>
          </>
        ))}
      </dl>
      <p class="mt-4 text-sm text-base-content/80">{t.off}</p>
    </Dialog>
  );
}
