import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { may } from "../auth/organizations.ts";
import { go, href } from "../lib/router.ts";

/** The dialog is open; over any screen. */
export const isBooking = signal(false);

export function openBooking(): void {
  if (may.book()) isBooking.value = true;
}

/** Opens at `calls/new` too, over the list. */
export function useBookingAddress(isAddressed: boolean): void {
  useEffect(() => {
    if (!isAddressed) return;
    openBooking();
    go(href(["calls"]), { replace: true });
  }, [isAddressed]);
}
