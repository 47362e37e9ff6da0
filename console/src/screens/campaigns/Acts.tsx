import { useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { Button } from "../../components/Button.tsx";
import { confirm } from "../../components/Confirm.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { showToast } from "../../components/Toast.tsx";
import { useSending } from "../../lib/sending.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { texts } from "../../texts/texts.ts";
import { type Campaign, oneCampaign } from "./resources.ts";

/** Pause, resume, cancel: each says what follows. */
export function Acts({ campaign }: { campaign: Campaign }) {
  const t = campaignTexts.value;
  const [asked, ask] = useState<"pause" | "cancel">();
  const { reload } = oneCampaign.use(campaign.id);
  const { waiting, scheduled, in_progress } = campaign.counts;
  const path = { ...inOrganization(), id: campaign.id };
  const resume = () =>
    confirm({
      title: t.resumeQuestion,
      consequence: t.resumeMeans(waiting + scheduled),
      act: t.resume,
      acting: t.resuming,
      onAct: async () => {
        await answer(api.POST("/call-scheduling/{org_slug}/campaigns/{id}/resume", { params: { path } }));
        await reload();
        showToast(t.resumedToast);
      },
    });
  return (
    <>
      {campaign.state === "running" && <Button icon="hold" onClick={() => ask("pause")}>{t.pause}</Button>}
      {campaign.state === "paused" && <Button tone="primary" onClick={resume}>{t.resume}</Button>}
      {campaign.state !== "draft" && <Button tone="danger" onClick={() => ask("cancel")}>{t.cancel}</Button>}
      {asked === "pause" && (
        <ReasonDialog
          title={t.pauseQuestion}
          consequence={t.pauseMeans(in_progress)}
          act={t.pause}
          acting={t.pausing}
          back={texts.value.common.back}
          onClose={() => ask(undefined)}
          onAct={async (reason) => {
            await answer(
              api.POST("/call-scheduling/{org_slug}/campaigns/{id}/pause", {
                params: { path },
                body: { reason },
              }),
            );
            await reload();
            showToast(t.pausedToast);
          }}
        />
      )}
      {asked === "cancel" && (
        <ReasonDialog
          title={t.cancelQuestion}
          consequence={t.cancelMeans(waiting + scheduled)}
          act={t.cancel}
          acting={t.cancelling}
          back={t.keepRunning}
          isDanger
          onClose={() => ask(undefined)}
          onAct={async (reason) => {
            await answer(
              api.POST("/call-scheduling/{org_slug}/campaigns/{id}/cancel", {
                params: { path },
                body: { reason },
              }),
            );
            await reload();
            showToast(t.cancelledToast);
          }}
        />
      )}
    </>
  );
}

function ReasonDialog(props: {
  title: string;
  consequence: string;
  act: string;
  acting: string;
  back: string;
  isDanger?: boolean;
  onClose: () => void;
  onAct: (reason: string) => Promise<void>;
}) {
  const t = campaignTexts.value;
  const [reason, setReason] = useState("");
  const { busy, problem, problemOf, send } = useSending();
  const act = async () => {
    if (await send(() => props.onAct(reason.trim()))) props.onClose();
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>{props.back}</Button>
          <Button
            tone={props.isDanger ? "danger" : "primary"}
            type="submit"
            form="reason-form"
            busy={busy ? props.acting : undefined}
          >
            {props.act}
          </Button>
        </>
      }
    >
      <Form id="reason-form" class="flex flex-col gap-3" onSubmit={act}>
        <p>{props.consequence}</p>
        <Field label={t.reason} hint={t.reasonHint} problem={problemOf("reason")}>
          {(links) => (
            <input
              {...links}
              class="input w-full"
              required
              maxLength={500}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Dialog>
  );
}
