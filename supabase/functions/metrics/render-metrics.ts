import { type Code, codes } from "../_shared/platform/codes.ts";
import { families, type Family } from "./families.ts";

export interface Sample {
  metric: Code<"metric">;
  /** `part` is which series of a histogram it is, and no label. */
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** What every name begins with. */
const prefix = "call_scheduler_";

/**
 * Prometheus' text format (version 0.0.4). Written here and not by a client library: those count within one process, and know
 * nothing of the isolates beside it; what is left of them is these lines.
 */
export function renderMetrics(samples: readonly Sample[]): string {
  const byMetric = Map.groupBy(samples, ({ metric }) => metric);
  return codes.metric.map((metric) =>
    renderFamily(`${prefix}${metric}`, families[metric], byMetric.get(metric) ?? [])
  ).join("");
}

function renderFamily(name: string, { type, help, zeros = [] }: Family, samples: readonly Sample[]): string {
  const missing = zeros.filter((labels) => !samples.some((sample) => carries(sample.labels, labels)));
  const lines = [
    ...samples.map(({ labels: { part, ...labels }, value }) =>
      renderSample(part === undefined ? name : `${name}_${part}`, labels, value)
    ),
    ...missing.map((labels) => renderSample(name, labels, 0)),
  ];
  if (lines.length === 0) return "";
  return `# HELP ${name} ${escapeText(help)}\n# TYPE ${name} ${type}\n${lines.join("\n")}\n`;
}

function carries(labels: Sample["labels"], wanted: Record<string, string>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

function renderSample(name: string, labels: Sample["labels"], value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) =>
    `${label}="${escapeText(text).replaceAll('"', '\\"')}"`
  );
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`;
}

function escapeText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
