import { organization } from "../auth/organizations.ts";
import { Icon } from "../components/Icon.tsx";
import { href } from "../lib/router.ts";
import { texts } from "../texts/texts.ts";
import { Account } from "./Account.tsx";
import { BookButton } from "./Booking.tsx";
import { LiveLine } from "./LiveLine.tsx";

export function Header() {
  const t = texts.value;
  return (
    <header class="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-base-300 bg-base-100 px-3 sm:px-5 print:static">
      <a href={href(["today"])} class="min-w-0 truncate text-lg font-semibold">{organization.value?.name}</a>
      <div class="ml-auto flex items-center gap-2 print:hidden">
        <LiveLine />
        <BookButton />
        <button type="button" class="btn btn-ghost max-sm:hidden" popovertarget="account">
          <Icon name="contacts" />
          <span>{t.account.title}</span>
        </button>
      </div>
      <div
        id="account"
        popover="auto"
        class="fixed inset-auto right-3 top-14 m-0 w-72 rounded-box border border-base-300 bg-base-100 p-4 text-base-content shadow-lg"
      >
        <Account />
      </div>
    </header>
  );
}
