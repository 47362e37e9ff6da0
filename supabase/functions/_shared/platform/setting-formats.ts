import { base64nopad } from "@scure/base";
import * as z from "zod";
import { parseJson } from "./parse-json.ts";

/** A text that must be there; `meaning` tells the operator what to put in it. */
export function required(meaning: string) {
  return z.string({ error: `is missing: set it to ${meaning}` });
}

/** An http(s) address without a trailing slash, so that a path can be put behind it. */
export function baseUrl(meaning: string) {
  return required(meaning).transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
      context.addIssue(
        "is malformed: it must be an http or https address without credentials, query or fragment",
      );
      return z.NEVER;
    }
    return url.href.replace(/\/+$/, "");
  });
}

export function flag() {
  return z.string().transform((text, context) => {
    if (/^(true|1)$/i.test(text)) return true;
    if (/^(false|0)$/i.test(text)) return false;
    context.addIssue("is malformed: it must be true or false");
    return z.NEVER;
  });
}

export function wholeNumber(least: number, most: number, unit: string) {
  return z.string().transform((text, context) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    context.addIssue(`is malformed: it must be a whole number of ${unit} from ${least} to ${most}`);
    return z.NEVER;
  });
}

/** Supabase's key variables: a JSON object of name → key. The one named `default` is preferred. */
export function keyMap(kind: "publishable" | "secret") {
  const shape = `{"default":"sb_${kind}_…"}`;
  return required(`the project's ${kind} keys as JSON, ${shape}`).transform((text, context) => {
    const keys = z.record(z.string(), z.string().min(1)).safeParse(parseJson(text));
    const all = keys.success ? Object.values(keys.data) : [];
    const preferred = (keys.success ? keys.data.default : undefined) ?? all[0];
    if (preferred !== undefined) return { preferred, all };
    context.addIssue(`is malformed: it must be a JSON object of key names and keys, ${shape}`);
    return z.NEVER;
  });
}

/** 32 bytes as base64, what `openssl rand -base64 32` prints. */
export function key32() {
  return required("32 random bytes as base64 (openssl rand -base64 32)").transform((text, context) => {
    const bytes = decodeBase64(text);
    if (bytes?.length === 32) return bytes;
    context.addIssue("is malformed: it must be exactly 32 bytes as base64 (openssl rand -base64 32)");
    return z.NEVER;
  });
}

/** `id:base64` pairs, comma separated, newest first. */
export function encryptionKeys() {
  const meaning = "id:base64 pairs, newest first, such as k1:<openssl rand -base64 32>";
  return required(meaning).transform((text, context) => {
    const keys = text.split(",").map((pair) => {
      const [, id = "", encoded = ""] = /^\s*([\w-]{1,32}):(\S+)\s*$/.exec(pair) ?? [];
      return { id, key: decodeBase64(encoded) ?? new Uint8Array() };
    });
    const ids = new Set(keys.map(({ id }) => id));
    if (keys.every(({ id, key }) => id !== "" && key.length === 32) && ids.size === keys.length) return keys;
    context.addIssue(`is malformed: it must be ${meaning}; each id once, each key 32 bytes`);
    return z.NEVER;
  });
}

/** With its padding or without; undefined for what is no base64. */
function decodeBase64(text: string) {
  try {
    return Uint8Array.from(base64nopad.decode(text.replace(/={0,2}$/, "")));
  } catch {
    return undefined;
  }
}
