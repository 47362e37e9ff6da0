import { Hono } from "hono";
import { isoOf } from "./crm-record.ts";
import type { PortalEnv } from "./read-request.ts";

/** The account itself, below `/account-info/2026-09`. */
export function createAccountRoutes(): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.get("/details", (c) => {
    const { id: portalId, timeZone, now } = c.var.portal;
    const utcOffsetMilliseconds = offsetOf(timeZone, now());
    return c.json({
      portalId,
      accountType: "DEVELOPER_TEST",
      timeZone,
      companyCurrency: "INR",
      additionalCurrencies: [],
      utcOffset: formatOffset(utcOffsetMilliseconds),
      utcOffsetMilliseconds,
      uiDomain: "app.hubspot.com",
      dataHostingLocation: "na1",
    });
  });
  app.get("/api-usage/daily/private-apps", (c) => {
    const { limits, settings, now } = c.var.portal;
    const usage = {
      name: "private-apps-api-calls-daily",
      usageLimit: settings.requestsPerDay,
      currentUsage: limits.usedToday(),
      collectedAt: isoOf(now()),
      fetchStatus: "SUCCESS",
    };
    return c.json({ results: [usage] });
  });
  return app;
}

function offsetOf(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  if (hours === undefined || minutes === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function formatOffset(ms: number): string {
  const minutes = Math.abs(ms) / 60_000;
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${ms < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
