import { useSignal } from "@preact/signals";
import { Dialog } from "../components/Dialog.tsx";
import { Icon } from "../components/Icon.tsx";
import { href, place } from "../lib/router.ts";
import { screens } from "../screens/routes.ts";
import type { Screen } from "../screens/screen.ts";
import { texts } from "../texts/texts.ts";
import { Account } from "./Account.tsx";

function isCurrent({ path }: Screen): boolean {
  return place.value.screen === path;
}

/** Beside the screen. */
export function SideNavigation() {
  return (
    <nav
      aria-label={texts.value.nav.label}
      class="sticky top-14 w-44 shrink-0 self-start p-3 max-sm:hidden lg:w-52 print:hidden"
    >
      <ul class="flex flex-col gap-1">
        {screens.map((screen) => (
          <li key={screen.path}>
            <a
              href={href([screen.path])}
              aria-current={isCurrent(screen) ? "page" : undefined}
              class={`flex items-center gap-3 rounded-field px-3 py-2 ${
                isCurrent(screen) ? "bg-primary/10 font-semibold" : "hover:bg-base-200"
              }`}
            >
              <Icon name={screen.icon} />
              {screen.label(texts.value)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const item = "flex min-h-14 flex-col items-center justify-center gap-0.5 px-1 text-xs";

/** On a phone: a bar below, in reach of the thumb, with the rest behind "More". */
export function PhoneNavigation() {
  const t = texts.value.nav;
  const isMore = useSignal(false);
  const [inBar, behind] = [
    screens.filter((one) => one.onPhone === "bar"),
    screens.filter((one) => one.onPhone === "more"),
  ];
  return (
    <nav
      aria-label={t.label}
      class="fixed inset-x-0 bottom-0 z-30 border-t border-base-300 bg-base-100 pb-[env(safe-area-inset-bottom)] sm:hidden print:hidden"
    >
      <ul class="grid auto-cols-fr grid-flow-col">
        {inBar.map((screen) => (
          <li key={screen.path}>
            <a
              href={href([screen.path])}
              aria-current={isCurrent(screen) ? "page" : undefined}
              class={`${item} ${isCurrent(screen) ? "font-semibold text-primary" : ""}`}
            >
              <Icon name={screen.icon} />
              {screen.label(texts.value)}
            </a>
          </li>
        ))}
        <li>
          <button
            type="button"
            class={`${item} w-full ${behind.some(isCurrent) ? "font-semibold text-primary" : ""}`}
            aria-haspopup="dialog"
            onClick={() => isMore.value = true}
          >
            <Icon name="more" />
            {t.more}
          </button>
        </li>
      </ul>
      {isMore.value && (
        <Dialog title={t.more} onClose={() => isMore.value = false}>
          <ul class="flex flex-col">
            {behind.map((screen) => (
              <li key={screen.path}>
                <a
                  href={href([screen.path])}
                  aria-current={isCurrent(screen) ? "page" : undefined}
                  class={`flex min-h-12 items-center gap-3 ${
                    isCurrent(screen) ? "font-semibold text-primary" : ""
                  }`}
                  onClick={() => isMore.value = false}
                >
                  <Icon name={screen.icon} />
                  {screen.label(texts.value)}
                </a>
              </li>
            ))}
          </ul>
          <Account />
        </Dialog>
      )}
    </nav>
  );
}
