import { useRef, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { constraints } from "../../api/constraints.ts";
import type { CallSchedule, Decision } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { cleanPhone } from "../../booking/booking.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Field, focusFirstProblem } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Icon } from "../../components/Icon.tsx";
import { isCutOff } from "../../live/live.ts";
import { href } from "../../lib/router.ts";
import { useSending } from "../../lib/sending.ts";
import { tellDecision } from "../../reasons/tell-reason.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import { texts } from "../../texts/texts.ts";
import { type Campaign, peopleOf } from "./resources.ts";

/** One call to a number of one's own, as the campaign would make it. */
export function TestCall({ campaign }: { campaign: Campaign }) {
  const t = campaignTexts.value;
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button
        icon="calls"
        unavailable={isCutOff.value
          ? texts.value.problems.offline
          : campaign.counts.total === 0
          ? t.noAudience
          : undefined}
        onClick={() => open(true)}
      >
        {t.testCall}
      </Button>
      {isOpen && <TestDialog campaign={campaign} onClose={() => open(false)} />}
    </>
  );
}

function TestDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const t = campaignTexts.value;
  const form = useRef<HTMLFormElement>(null);
  const people = peopleOf.use(new URLSearchParams({ id: campaign.id }).toString()).data.value?.people ?? [];
  const [phone, setPhone] = useState("");
  const [position, setPosition] = useState<number>();
  const [booked, setBooked] = useState<{ schedule: CallSchedule; decision: Decision }>();
  const { busy, problem, problemOf, send } = useSending();
  // The same for a repeat after an answer that was lost; another one for another test.
  const key = useRef({ of: "", key: "" });
  const act = async () => {
    const body = { contact_phone: cleanPhone(phone), ...(position !== undefined && { position }) };
    const of = JSON.stringify(body);
    if (key.current.of !== of) key.current = { of, key: crypto.randomUUID() };
    const sent = await send(async () => {
      setBooked(
        await answer(
          api.POST("/call-scheduling/{org_slug}/campaigns/{id}/test-call", {
            params: {
              path: { ...inOrganization(), id: campaign.id },
              header: { "idempotency-key": key.current.key },
            },
            body,
          }),
        ),
      );
    });
    if (!sent) focusFirstProblem(form.current);
  };
  return (
    <Dialog
      title={t.testCall}
      onClose={onClose}
      actions={booked === undefined
        ? (
          <>
            <Button onClick={onClose}>{texts.value.common.back}</Button>
            <Button tone="primary" type="submit" form="test-call" busy={busy ? t.testCalling : undefined}>
              {t.testCallAct}
            </Button>
          </>
        )
        : (
          <>
            <Button onClick={onClose}>{texts.value.common.close}</Button>
            <a class="btn btn-primary" href={href(["calls", booked.schedule.id])}>
              {texts.value.common.openCall}
            </a>
          </>
        )}
    >
      {booked === undefined
        ? (
          <Form
            id="test-call"
            ref={form}
            class="flex flex-col gap-3"
            onSubmit={act}
          >
            <p>{t.testCallMeans}</p>
            <Field label={t.yourNumber} hint={t.yourNumberHint} problem={problemOf("contact_phone")}>
              {(links) => (
                <input
                  {...links}
                  {...constraints.CampaignTestCall.contact_phone}
                  class="input w-full"
                  type="tel"
                  autocomplete="tel"
                  autofocus
                  value={phone}
                  onInput={(event) => setPhone(event.currentTarget.value)}
                />
              )}
            </Field>
            <Field label={t.asIf} hint={t.asIfHint} problem={problemOf("position")}>
              {(links) => (
                <select
                  {...links}
                  class="select w-full"
                  onChange={(event) =>
                    setPosition(
                      event.currentTarget.value === "" ? undefined : Number(event.currentTarget.value),
                    )}
                >
                  {people.map((one, index) => (
                    <option key={one.id} value={index === 0 ? "" : one.position}>{one.name}</option>
                  ))}
                </select>
              )}
            </Field>
            {problem && <ErrorNotice problem={problem} />}
          </Form>
        )
        : (
          <p role="status" class="flex items-start gap-2">
            <Icon name={booked.schedule.not_before === null ? "done" : "hold"} />
            {booked.schedule.not_before === null
              ? t.testRings
              : t.testWaits(tellDecision(booked.decision, booked.decision.zone ?? organizationZone.value))}
          </p>
        )}
    </Dialog>
  );
}
