/**
 * What every answer with the console carries, on this machine and on any host (console/public/_headers): scripts, styles and
 * requests of its own only, nothing that writes HTML from a text, and no frame of somebody else's around it.
 * `connect`: where its requests go beside its own origin.
 */
export function consoleHeaders(connect: readonly string[] = []): Record<string, string> {
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      ["connect-src 'self'", ...connect].join(" "),
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
  };
}
