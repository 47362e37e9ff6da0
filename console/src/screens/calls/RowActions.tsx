import { useState } from "preact/hooks";
import type { CallSchedule } from "../../api/types.ts";
import { may } from "../../auth/organizations.ts";
import { agents } from "../../calls/resources.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { isCutOff } from "../../live/live.ts";
import { useKeys } from "../../lib/keys.ts";
import { reloadAll } from "../../lib/resource.ts";
import { go, href } from "../../lib/router.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { askToCallNow, askToCancel } from "./acts.tsx";
import { EditDialog } from "./EditDialog.tsx";

/** What can be done with the row that the keyboard stands on: `.` lists it, `e` and `m` edit and move. None of these keys dials or cancels. */
export function RowActions({ current }: { current: () => CallSchedule | undefined }) {
  const t = callTexts.value;
  const [shown, show] = useState<"actions" | "edit" | "move">();
  const [of, setOf] = useState<CallSchedule>();
  const known = agents.use("all").data.value ?? [];
  const open = (what: "actions" | "edit" | "move") => {
    // As it is when the key is pressed: it may come at once behind the one that chose the row.
    const call = current();
    if (call === undefined || what !== "actions" && (!canChange(call) || isCutOff.value)) return;
    setOf(call);
    show(what);
  };
  useKeys({ ".": () => open("actions"), e: () => open("edit"), m: () => open("move") });
  const close = () => show(undefined);
  if (of === undefined || shown === undefined) return null;
  if (shown !== "actions") {
    return (
      <EditDialog call={of} zone={null} part={shown} agents={known} onClose={close} reload={reloadAll} />
    );
  }
  const unavailable = isCutOff.value ? texts.value.problems.offline : undefined;
  const then = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <Dialog title={t.callOf(of.contact_name)} onClose={close}>
      <div class="flex flex-col items-stretch gap-2">
        <Button onClick={then(() => go(href(["calls", of.id])))}>{texts.value.common.openCall}</Button>
        {canChange(of) && (
          <>
            <Button unavailable={unavailable} onClick={() => show("move")}>{t.move}</Button>
            <Button unavailable={unavailable} onClick={() => show("edit")}>{t.edit}</Button>
            <Button
              icon="calls"
              unavailable={unavailable}
              onClick={then(() => askToCallNow(of, undefined, reloadAll))}
            >
              {t.callNow}
            </Button>
          </>
        )}
        {may.change(of) && (of.call_status === "scheduled" || of.call_status === "in_progress") && (
          <Button
            tone="danger"
            unavailable={unavailable}
            onClick={then(() => askToCancel(of, reloadAll))}
          >
            {t.cancel}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function canChange(call: CallSchedule): boolean {
  return may.change(call) && call.call_status === "scheduled";
}
