import { useEffect, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { may, organizationZone } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Icon } from "../../components/Icon.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { FromNow } from "../../components/Moment.tsx";
import { showToast } from "../../components/Toast.tsx";
import { askNow } from "../../live/live.ts";
import { useSending } from "../../lib/sending.ts";
import { now } from "../../lib/clock.ts";
import { href } from "../../lib/router.ts";
import { inEnglishOnly } from "../../reasons/said-by-server.ts";
import { tellWord } from "../../reasons/tell-reason.ts";
import { contactTexts } from "../../texts/contacts.ts";
import { texts } from "../../texts/texts.ts";
import { connection } from "./resources.ts";

/** Where the contacts come from, when they were read, and "Read now"; for admins, whose affair the connection is. */
export function SyncLine() {
  return may.manage() ? <Known /> : null;
}

function Known() {
  const answered = connection.use("");
  return <Loaded of={answered} skeleton={<div class="h-8" />}>{(known) => <Line known={known} />}</Loaded>;
}

function Line({ known }: { known: components["schemas"]["HubspotIntegration"] }) {
  const t = contactTexts.value;
  const { busy, problem, send } = useSending();
  // Between the wish and the first word of the reading.
  const [askedAt, setAskedAt] = useState(0);
  const { last_sync: last } = known;
  const isReading = last?.state === "running" ||
    Date.parse(last?.started_at ?? "1970-01-01") < askedAt && askedAt > now.value - 60_000;
  useEffect(() => {
    if (!isReading) return;
    // Somebody waits for it: the page's own pace is for those who do not.
    const timer = setInterval(askNow, 2_000);
    return () => clearInterval(timer);
  }, [isReading]);
  if (!known.connected) {
    return (
      <p class="alert alert-warning alert-soft">
        <Icon name="alert" />
        <span>
          {t.notConnected} <a class="link" href={href(["settings", "hubspot"])}>{t.connect}</a>
        </span>
      </p>
    );
  }
  const readNow = async () => {
    const path = inOrganization();
    const asked = await send(() =>
      answer(api.POST("/call-scheduling/{org_slug}/contacts/sync", { params: { path } }))
    );
    if (!asked) return;
    setAskedAt(Date.now());
    showToast(t.isBeingRead);
  };
  const isWell = known.state === "ok" || known.state === "untested";
  return (
    <div class="flex flex-col gap-2">
      <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
        <p class="flex flex-wrap gap-x-2">
          {isReading ? <span>{t.reading}</span> : last?.finished_at
            ? (
              <span>
                {t.lastRead("")}
                <FromNow at={last.finished_at} zone={organizationZone.value} />
              </span>
            )
            : <span>{t.neverRead}</span>}
          {last?.state === "completed" && (
            <span class="text-base-content/80">
              {t.readCounts(last.contacts_read, last.contacts_changed)}
            </span>
          )}
          {last?.state === "failed" && (
            <span class="text-error">
              {tellWord(texts.value.reasons.syncs, last.reason_code, last.reason) ?? t.readFailed}
            </span>
          )}
        </p>
        <Button small onClick={() => void readNow()} busy={busy ? t.askingToRead : undefined}>
          {t.readNow}
        </Button>
      </div>
      {!isWell && (
        <p class="alert alert-warning alert-soft">
          <Icon name="alert" />
          <span>
            {inEnglishOnly(known.state_detail) ?? tellWord(texts.value.reasons.syncs, known.state, null)}{" "}
            <a class="link" href={href(["settings", "hubspot"])}>{t.connect}</a>
          </span>
        </p>
      )}
      {problem && <ErrorNotice problem={problem} />}
    </div>
  );
}
