import { useEffect, useRef } from "preact/hooks";
import { may, organizationZone } from "../../auth/organizations.ts";
import { drawChart } from "../../lib/draw-chart.ts";
import { formatMoment, formatNumber, formatTime } from "../../lib/format.ts";
import { texts } from "../../texts/texts.ts";
import { doneOf } from "./done-of.ts";
import { burnDownOf } from "./burn-down.ts";
import { type Campaign } from "./resources.ts";
import { useDryRun } from "./use-dry-run.ts";

/** What is still to do over time, with when it will be over: a picture, its sentence and its figures. */
export function BurnDown({ campaign, openedAt }: { campaign: Campaign; openedAt: number }) {
  const t = texts.value.campaigns;
  const zone = organizationZone.value;
  const figure = useRef<HTMLDivElement>(null);
  const seen = useRef<{ at: number; left: number }[]>([]);
  // The forecast is the admins' to ask for: others see the pace so far.
  const { dryRun } = useDryRun(may.manage() && campaign.state === "running" ? campaign.id : null);
  const left = campaign.counts.total - doneOf(campaign);
  const last = seen.current.at(-1);
  if (last?.left !== left) {
    seen.current = [...seen.current, { at: last === undefined ? openedAt : Date.now(), left }];
  }
  const now = Date.now();
  const { points, likelyEnd } = burnDownOf(campaign, seen.current, dryRun?.forecast, now);
  const end = likelyEnd === null ? null : formatMoment(likelyEnd, zone);
  const sentence = t.burnSentence(formatNumber(left), formatNumber(campaign.counts.total), end);
  useEffect(() => {
    let wanted = true;
    const isOneDay = points.every(({ at }) => Math.abs(at - now) < 86_400_000);
    void drawChart((plot) => ({
      // As wide as there is room, so that its letters stay readable on a phone.
      width: Math.min(640, figure.current?.clientWidth ?? 640),
      height: 220,
      marginLeft: 50,
      x: {
        type: "linear",
        label: null,
        ticks: 4,
        tickFormat: (at: number) => isOneDay ? formatTime(at, zone) : formatMoment(at, zone),
      },
      y: { label: t.burnLeft, grid: true, zero: true },
      marks: [
        plot.ruleY([0]),
        plot.lineY(points.filter(({ kind }) => kind === "late"), {
          x: "at",
          y: "left",
          stroke: "var(--outcome-cancelled)",
          strokeDasharray: "2,4",
        }),
        plot.lineY(points.filter(({ kind }) => kind === "likely"), {
          x: "at",
          y: "left",
          stroke: "currentColor",
          strokeDasharray: "6,4",
        }),
        plot.lineY(points.filter(({ kind }) => kind === "counted"), {
          x: "at",
          y: "left",
          stroke: "var(--color-primary)",
          strokeWidth: 2.5,
        }),
      ],
    }), { document, sentence }).then((drawn) => wanted && figure.current?.replaceChildren(drawn), () => {});
    return () => {
      wanted = false;
    };
  }, [sentence, dryRun, zone]);
  return (
    <section class="flex flex-col gap-2">
      <h2 class="text-lg font-semibold">{t.burnDown}</h2>
      <p>{sentence}</p>
      <div ref={figure} class="min-h-[220px] max-w-3xl overflow-x-auto" />
      <p class="flex flex-wrap gap-x-4 text-xs text-base-content/80">
        <span>━ {t.burnKinds.counted}</span>
        <span>╌ {t.burnKinds.likely}</span>
        {points.some(({ kind }) => kind === "late") && <span>┈ {t.burnKinds.late}</span>}
      </p>
      <details class="text-sm">
        <summary class="cursor-pointer py-1">{t.burnTable}</summary>
        <table class="table table-sm w-auto">
          <thead>
            <tr>
              <th scope="col">{t.burnAt}</th>
              <th scope="col" class="text-right">{t.burnLeft}</th>
              <th scope="col">{t.burnKind}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ at, left, kind }, index) => (
              <tr key={index}>
                <td>{formatMoment(at, zone)}</td>
                <td class="text-right tabular-nums">{formatNumber(left)}</td>
                <td>{t.burnKinds[kind]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
