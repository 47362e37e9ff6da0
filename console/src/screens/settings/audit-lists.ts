import { formatMoment, formatNumber } from "../../lib/format.ts";
import { isKnown } from "../../reasons/is-known.ts";
import { contactTexts } from "../../texts/contacts.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { trailTexts } from "../../texts/trail.ts";
import type { JsonColumn } from "../../trail/audited.ts";
import type { Told, ToldItem } from "../../trail/told.ts";

type Json = Record<string, unknown>;

/** What is no object has nothing in it. */
function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function wordOf(words: Readonly<Record<string, string>>, code: unknown): string {
  const word = String(code);
  return isKnown(word, words) ? words[word] ?? word : word;
}

function momentOf(at: unknown, zone: string): string {
  const time = Date.parse(String(at));
  return Number.isNaN(time) ? trailTexts.value.nothing : formatMoment(time, zone);
}

function listOf(items: ToldItem[]): Told | undefined {
  return items.length === 0 ? undefined : items;
}

const minutesOfDay = 1_440;

/** "09:30" of minutes; the end of a day is its 24:00. */
function timeOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Each column that is no text, number or word, as people read it: a new one does not compile until it has its list. */
export const auditLists: Record<JsonColumn, (value: unknown, zone: string) => Told | undefined> = {
  blackouts: (value, zone) =>
    listOf(
      arrayOf(value).map(objectOf).map(({ from, to, reason }) => ({
        told: `${momentOf(from, zone)} – ${momentOf(to, zone)}: ${reason}`,
      })),
    ),
  caps: (value) => {
    const { spans, scopes } = settingsTexts.value.hours;
    return listOf(
      arrayOf(value).map(objectOf).map(({ calls, per, scope }) => ({
        told: trailTexts.value.cap(String(calls), wordOf(spans, per), wordOf(scopes, scope ?? "number")),
      })),
    );
  },
  custom_conditions: (value) => {
    const { properties, operators } = contactTexts.value;
    return listOf(
      arrayOf(objectOf(value).all).map(objectOf).map(({ property, operator, value: than }) => ({
        told: [wordOf(properties, property), wordOf(operators, operator), [than ?? []].flat().join(", ")]
          .join(" ").trim(),
      })),
    );
  },
  dispositions: (value) =>
    listOf(
      arrayOf(value).map(objectOf).map(({ path, values }) => ({
        name: String(path),
        told: Object.entries(objectOf(values)).map(([said, wish]) => ({
          name: `“${said}”`,
          told: wordOf(trailTexts.value.dispositions, wish),
        })),
      })),
    ),
  loosened: (value, zone) => {
    const { everything } = settingsTexts.value.hours;
    return listOf(
      arrayOf(value).map(objectOf).map(({ rule_id, reason, until }) => ({
        told: `${rule_id === "*" ? everything : rule_id}: ${reason}${
          typeof until === "string" ? ` (${trailTexts.value.until(momentOf(until, zone))})` : ""
        }`,
      })),
    );
  },
  property_types: (value) =>
    listOf(Object.entries(objectOf(value)).map(([name, type]) => ({ name, told: String(type) }))),
  // Rows that were not taken have numbers in them: how many they are is told beside them.
  rejected: () => trailTexts.value.hidden,
  retry_policy: (value) => {
    const { retryCategories, retries, allTries } = trailTexts.value;
    return listOf(
      Object.entries(objectOf(value)).map(([key, given]) => {
        if (key === "max_attempts") return { name: allTries, told: formatNumber(Number(given)) };
        const { max_retries, minutes } = objectOf(given);
        const waits = arrayOf(minutes).map((wait) => formatNumber(Number(wait))).join(", ");
        return {
          name: wordOf(retryCategories, key),
          told: retries(formatNumber(Number(max_retries)), waits),
        };
      }),
    );
  },
  // As Postgres writes it: spans of minutes since Monday 00:00, the last one not in it.
  week: (value) => {
    const { days, closed } = settingsTexts.value.hours;
    const spans = [...String(value).matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) =>
      [Number(from), Number(to)] as const
    );
    return Object.values(days).map((name, index) => {
      const [start, end] = [index * minutesOfDay, (index + 1) * minutesOfDay];
      const hours = spans.filter(([from, to]) => from < end && to > start)
        .map(([from, to]) => `${timeOf(Math.max(from, start) - start)}–${timeOf(Math.min(to, end) - start)}`);
      return { name, told: hours.length === 0 ? closed : hours.join(", ") };
    });
  },
};
