import { answer, api, inOrganization } from "../../api/client.ts";
import { ApiProblem } from "../../api/problem.ts";
import type { CallSchedule, Decision } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { confirm } from "../../components/Confirm.tsx";
import { showToast } from "../../components/Toast.tsx";
import { formatTime } from "../../lib/format.ts";
import { askNow } from "../../live/live.ts";
import { tellDecision } from "../../reasons/tell-reason.ts";
import { callTexts } from "../../texts/calls.ts";

/**
 * Does something to a call. One that was dialled or ended in between is no failure: the page shows its new state, and says so.
 */
export async function actOnCall(act: () => Promise<void>, reload: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 409 || isDecision(error)) throw error;
    showToast(callTexts.value.changedMeanwhile);
  }
  await reload();
  askNow();
}

/** The judge refuses it: that is said where the question is, and another act may be right. */
function isDecision({ body }: ApiProblem): boolean {
  return typeof body === "object" && body !== null && "decision" in body;
}

/** Reaches a phone: asked once more, with the hour that it is there. */
export function askToCallNow(
  call: CallSchedule,
  now: Decision | undefined,
  reload: () => Promise<void>,
): void {
  const t = callTexts.value;
  const key = crypto.randomUUID();
  const there = now?.zone ? t.hourThere(formatTime(Date.now(), now.zone)) : "";
  const refused = now !== undefined && now.outcome !== "call"
    ? tellDecision(now, now.zone ?? organizationZone.peek())
    : "";
  confirm({
    title: t.callNowQuestion(call.contact_name),
    consequence: <p>{t.callNowMeans} {there} {refused}</p>,
    act: t.callNow,
    acting: t.dialling,
    onAct: () =>
      actOnCall(async () => {
        const { result } = await answer(
          api.POST("/call-scheduling/{org_slug}/call-schedules/{id}/execute", {
            params: { path: { ...inOrganization(), id: call.id }, header: { "idempotency-key": key } },
            body: {},
          }),
        );
        showToast(result.outcome === "unknown" ? t.findingOut : t.dialled);
      }, reload),
  });
}

export function askToCancel(call: CallSchedule, reload: () => Promise<void>): void {
  const t = callTexts.value;
  const key = crypto.randomUUID();
  confirm({
    title: t.cancelQuestion(call.contact_name),
    consequence: <p>{call.call_status === "in_progress" ? t.cancelMeansLive : t.cancelMeans}</p>,
    act: t.cancel,
    acting: t.cancelling,
    back: t.keepIt,
    tone: "danger",
    onAct: () =>
      actOnCall(async () => {
        await answer(
          api.POST("/call-scheduling/{org_slug}/call-schedules/{id}/cancel", {
            params: { path: { ...inOrganization(), id: call.id }, header: { "idempotency-key": key } },
          }),
        );
        showToast(t.cancelledToast);
      }, reload),
  });
}

export async function settle(
  call: CallSchedule,
  outcome: "placed" | "not_placed",
  reload: () => Promise<void>,
) {
  await actOnCall(async () => {
    await answer(
      api.POST("/call-scheduling/{org_slug}/call-schedules/{id}/resolve", {
        params: {
          path: { ...inOrganization(), id: call.id },
          header: { "idempotency-key": crypto.randomUUID() },
        },
        body: { outcome },
      }),
    );
    showToast(callTexts.value.settled);
  }, reload);
}
