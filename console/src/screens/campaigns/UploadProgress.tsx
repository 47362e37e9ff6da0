import { useEffect, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import { formatNumber, formatSpan } from "../../lib/format.ts";
import { campaignTexts } from "../../texts/campaigns.ts";
import type { Audience } from "./resources.ts";

const everyMs = 1_500;

/** How far the server is with a file, asked while it reads. */
export function UploadProgress({ id }: { id: string }) {
  const t = campaignTexts.value;
  const [known, setKnown] = useState<Audience>();
  useEffect(() => {
    const abort = new AbortController();
    const ask = () =>
      answer(
        api.GET("/call-scheduling/{org_slug}/campaigns/{id}/audience", {
          params: { path: { ...inOrganization(), id } },
          signal: abort.signal,
        }),
      ).then((told) => typeof told === "object" && told.audience && setKnown(told.audience), () => {});
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [id]);
  return (
    <div role="status" class="flex max-w-md flex-col gap-1 text-sm">
      <progress
        class="progress progress-primary"
        aria-label={t.uploading}
        max={known?.rows_total}
        value={known?.rows_read}
      />
      {known && <span>{t.uploadedSoFar(formatNumber(known.rows_read), formatNumber(known.rows_total))}</span>}
      {known?.seconds_left ? <span>{t.secondsLeft(formatSpan(known.seconds_left))}</span> : null}
    </div>
  );
}
