import { useEffect, useRef, useState } from "preact/hooks";
import { saveFile, toCsv } from "../lib/csv.ts";
import { drawChart, type Spec } from "../lib/draw-chart.ts";
import { reportTexts } from "../texts/reports.ts";
import { Button } from "./Button.tsx";

export interface Figures {
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** A chart: what it says in a sentence, the picture, what its colours mean, and the same figures as a table. */
export function Chart({ name, title, sentence, spec, legend = [], figures, isNarrow = false }: {
  /** Of its file. */
  name: string;
  title: string;
  sentence: string;
  /** null: there is nothing to draw. Another one is drawn anew. */
  spec: Spec | null;
  legend?: readonly { label: string; colour: string }[];
  figures: Figures;
  /** It can be read on the smallest phone: it is not moved sideways there. */
  isNarrow?: boolean;
}) {
  const t = reportTexts.value;
  return (
    <section class="flex flex-col gap-2 rounded-box border border-base-300 p-3 sm:p-4 print:break-inside-avoid print:border-0 print:p-0">
      <h2 class="text-lg font-semibold">{title}</h2>
      <p>{sentence}</p>
      {spec !== null && (
        <>
          {legend.length > 0 && (
            <ul class="flex flex-wrap gap-x-4 gap-y-1 text-sm" aria-label={t.legend}>
              {legend.map(({ label, colour }) => (
                <li key={label} class="flex items-center gap-1.5">
                  <span class="size-3 rounded-sm" style={{ backgroundColor: colour }} aria-hidden="true" />
                  {label}
                </li>
              ))}
            </ul>
          )}
          <Picture spec={spec} title={title} sentence={sentence} narrowest={isNarrow ? 260 : 420} />
          <details class="print:hidden">
            <summary class="w-fit cursor-pointer py-1 text-sm font-medium max-sm:py-3">{t.asTable}</summary>
            <div class="flex flex-col items-start gap-2 pt-2">
              <div class="w-full overflow-x-auto" tabIndex={0} role="region" aria-label={title}>
                <table class="table table-sm w-auto">
                  <caption class="sr-only">{title}</caption>
                  <thead>
                    <tr>
                      {figures.head.map((head, place) => (
                        <th key={head} scope="col" class={place === 0 ? "" : "text-right"}>{head}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {figures.rows.map(([first = "", ...cells], row) => (
                      <tr key={row}>
                        <th scope="row" class="font-normal">{first}</th>
                        {cells.map((cell, place) => (
                          <td key={place} class="text-right tabular-nums">{cell}</td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <Button
                small
                icon="save"
                label={t.csvOf(title)}
                onClick={() => saveFile(`${name}.csv`, toCsv(figures.head, figures.rows))}
              >
                {t.csv}
              </Button>
            </div>
          </details>
        </>
      )}
    </section>
  );
}

/** `narrowest`: below it nothing can be read, and the picture is moved sideways. */
function Picture({ spec, title, sentence, narrowest }: {
  spec: Spec;
  title: string;
  sentence: string;
  narrowest: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let over = false;
    const width = Math.max(narrowest, place.current?.clientWidth ?? 0);
    drawChart((plot) => spec(plot, width), { document, sentence }).then(
      (figure) => {
        if (!over) place.current?.replaceChildren(figure);
      },
      () => setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [spec, sentence]);
  return failed ? <p class="text-sm text-base-content/80">{reportTexts.value.notDrawn}</p> : (
    <div
      ref={place}
      role="group"
      aria-label={reportTexts.value.chartOf(title)}
      tabIndex={0}
      class={`min-h-60 overflow-x-auto print:[&_svg]:min-w-0 ${
        narrowest === 420 ? "[&_svg]:min-w-[26.25rem]" : ""
      }`}
    />
  );
}
