import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { may } from "../auth/organizations.ts";
import { isBooking, openBooking } from "../booking/open-booking.ts";
import { Button } from "../components/Button.tsx";
import { showToast } from "../components/Toast.tsx";
import { useKeys } from "../lib/keys.ts";
import { texts } from "../texts/texts.ts";

export function BookButton() {
  if (!may.book()) return null;
  return <Button tone="primary" icon="plus" onClick={openBooking}>{texts.value.shell.book}</Button>;
}

/** The dialog over whatever screen is there; its program comes when it is first wanted. */
export function Booking() {
  const [Dialog, setDialog] = useState<ComponentType<{ onClose: () => void }>>();
  useKeys({ c: openBooking });
  const isOpen = isBooking.value;
  useEffect(() => {
    if (!isOpen || Dialog !== undefined) return;
    import("../booking/BookDialog.tsx").then(
      (module) => setDialog(() => module.default),
      () => {
        isBooking.value = false;
        showToast(texts.value.shell.newVersion);
      },
    );
  }, [isOpen]);
  return isOpen && Dialog ? <Dialog onClose={() => isBooking.value = false} /> : null;
}
