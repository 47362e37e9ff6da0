import { useEffect, useRef, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { type ApiProblem, toProblem } from "../../api/problem.ts";
import type { BulkAnswer, BulkChange } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { SkeletonRows } from "../../components/Skeleton.tsx";
import { showToast } from "../../components/Toast.tsx";
import { reloadAll } from "../../lib/resource.ts";
import { askNow } from "../../live/live.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { type Filters, toQuery } from "./filters.ts";

/** The calls that are meant. */
export type Chosen = { kind: "ids"; ids: readonly string[] } | { kind: "matching"; filters: Filters };

const units = { minutes: 1, hours: 60, days: 1_440 } as const;
type Unit = keyof typeof units;

function isUnit(word: string): word is Unit {
  return word in units;
}

/** What would happen is tried first, and said; the button does just that. */
export function BulkDialog({ action, chosen, onClose, onDone }: {
  action: "move" | "cancel";
  chosen: Chosen;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = callTexts.value;
  const [by, setBy] = useState({ count: "1", unit: "hours" satisfies Unit as Unit });
  const [tried, setTried] = useState<BulkAnswer>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setBusy] = useState(false);
  const keys = useRef({ key: crypto.randomUUID(), body: "" });
  const minutes = Number(by.count) * units[by.unit];
  const isWhole = action === "cancel" || Number.isInteger(minutes) && minutes !== 0;
  const body = toBody(action, chosen, minutes);

  useEffect(() => {
    setTried(undefined);
    setProblem(undefined);
    if (!isWhole) return;
    let wanted = true;
    const timer = setTimeout(() => {
      ask({ ...body, dry_run: true }, crypto.randomUUID()).then(
        (said) => wanted && setTried(said),
        (error) => wanted && setProblem(toProblem(error)),
      );
    }, 300);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [minutes, action]);

  const act = async () => {
    if (tried === undefined) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const sent: BulkChange = chosen.kind === "matching" ? { ...body, confirm: tried.changed } : body;
      const text = JSON.stringify(sent);
      if (keys.current.body !== "" && keys.current.body !== text) keys.current.key = crypto.randomUUID();
      keys.current.body = text;
      const { changed } = await ask(sent, keys.current.key);
      showToast(action === "move" ? t.movedMany(changed) : t.cancelledMany(changed));
      void reloadAll();
      askNow();
      onClose();
      onDone();
    } catch (error) {
      setProblem(toProblem(error));
      setBusy(false);
    }
  };

  const count = tried?.changed ?? 0;
  return (
    <Dialog
      title={action === "move" ? t.moveManyTitle : t.cancelManyTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button
            tone={action === "move" ? "primary" : "danger"}
            busy={isBusy ? (action === "move" ? texts.value.common.saving : t.cancelling) : undefined}
            unavailable={tried === undefined ? t.checkingMany : count === 0 ? t.noneChanges : undefined}
            onClick={() => void act()}
          >
            {action === "move" ? t.moveCount(count) : t.cancelCount(count)}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        {action === "move" && (
          <Form class="flex items-start gap-3" onSubmit={() => {}}>
            <Field label={t.moveBy} hint={t.moveByHint} class="w-40">
              {(links) => (
                <input
                  {...links}
                  class="input w-full"
                  type="number"
                  step="1"
                  value={by.count}
                  onInput={(event) => setBy({ ...by, count: event.currentTarget.value })}
                />
              )}
            </Field>
            <Field label={t.unit} class="w-40">
              {(links) => (
                <select
                  {...links}
                  class="select w-full"
                  value={by.unit}
                  onChange={({ currentTarget: { value } }) => isUnit(value) && setBy({ ...by, unit: value })}
                >
                  {(["minutes", "hours", "days"] as const).map((unit) => (
                    <option key={unit} value={unit}>{t.units[unit]}</option>
                  ))}
                </select>
              )}
            </Field>
          </Form>
        )}
        {problem && <ErrorNotice problem={problem} />}
        {tried === undefined
          ? problem === undefined && isWhole && <SkeletonRows rows={2} />
          : <Outcome action={action} tried={tried} />}
      </div>
    </Dialog>
  );
}

function Outcome({ action, tried }: { action: "move" | "cancel"; tried: BulkAnswer }) {
  const t = callTexts.value;
  const left = new Map<string, number>();
  for (const { code } of tried.left_as_is) left.set(code, (left.get(code) ?? 0) + 1);
  return (
    <div aria-live="polite">
      <p>{action === "move" ? t.wouldMove(tried.changed) : t.wouldCancel(tried.changed)}</p>
      {tried.deferred > 0 && <p>{t.wouldWait(tried.deferred)}</p>}
      {left.size > 0 && (
        <>
          <p>{t.leftAsIs(tried.left_as_is.length)}</p>
          <ul class="list-disc pl-5">
            {[...left].map(([code, count]) => <li key={code}>{t.leftWhy(count, code)}</li>)}
          </ul>
        </>
      )}
    </div>
  );
}

function toBody(action: "move" | "cancel", chosen: Chosen, minutes: number): BulkChange {
  const move = action === "move" ? { move: { by_minutes: minutes } } : {};
  if (chosen.kind === "ids") return { action, ids: [...chosen.ids], ...move };
  const { filters } = chosen;
  return {
    action,
    filter: {
      ...toQuery(filters, organizationZone.peek()),
      // Nothing but what still waits can be moved or cancelled.
      status: filters.statuses.length === 0 ? ["scheduled"] : [...filters.statuses],
    },
    ...move,
  };
}

async function ask(body: BulkChange, key: string): Promise<BulkAnswer> {
  return await answer(
    api.POST("/call-scheduling/{org_slug}/call-schedules/bulk", {
      params: { path: inOrganization(), header: { "idempotency-key": key } },
      body,
    }),
  );
}
