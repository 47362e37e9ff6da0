import type { ComponentChildren } from "preact";
import { ConfirmDialog } from "../components/Confirm.tsx";
import { texts } from "../texts/texts.ts";
import { Booking } from "./Booking.tsx";
import { Banners } from "./Banners.tsx";
import { Header } from "./Header.tsx";
import { KeysHelp } from "./KeysHelp.tsx";
import { PhoneNavigation, SideNavigation } from "./Navigation.tsx";
import { SessionDialogs } from "./SessionDialogs.tsx";

/** What is around every screen of an organisation. */
export function Shell({ children }: { children: ComponentChildren }) {
  // By script: the part of the address behind # is the screen's.
  const skip = () => document.getElementById("content")?.focus();
  return (
    <>
      <button
        type="button"
        class="btn btn-primary fixed left-2 top-2 z-50 not-focus:sr-only"
        onClick={skip}
      >
        {texts.value.shell.skip}
      </button>
      <Header />
      <div class="mx-auto flex max-w-screen-2xl">
        <SideNavigation />
        <main
          id="content"
          tabIndex={-1}
          class="flex min-w-0 flex-1 flex-col gap-4 p-3 pb-24 outline-none sm:p-5 print:p-0"
        >
          <Banners />
          {children}
        </main>
      </div>
      <PhoneNavigation />
      <Booking />
      <KeysHelp />
      <ConfirmDialog />
      <SessionDialogs />
    </>
  );
}
