import { findObjectType, nameOfOne } from "./api-version.ts";

const OBJECT_ACTIONS = {
  search: { writes: false },
  read: { writes: false },
  list: { writes: false },
  "batch-read": { writes: false },
  create: { writes: true },
  patch: { writes: true },
  archive: { writes: true },
  "batch-create": { writes: true },
  "batch-update": { writes: true },
  "batch-upsert": { writes: true },
  "batch-archive": { writes: true },
} as const;

const OTHER_ACTIONS = {
  "list-associations": { writes: false },
  "create-association": { writes: true },
  "read-properties": { writes: false },
  "write-properties": { writes: true },
  "read-lists": { writes: false },
  account: { writes: false },
} as const;

/** What a request asks for, as faults and counts name it. */
export interface RequestKind {
  /** `search`, `batch-read`, `list-associations`, … */
  action: string;
  /** `search-contact`, `create-call`, `list-associations`, … */
  name: string;
  writes: boolean;
}

/** Everything a fault can be limited to. */
export const KIND_NAMES: readonly string[] = [
  "reads",
  "writes",
  ...Object.keys(OTHER_ACTIONS),
  ...Object.keys(OBJECT_ACTIONS).flatMap((action) => [action, `${action}-contact`, `${action}-call`]),
];

const OTHER: RequestKind = { action: "other", name: "other", writes: false };

/** Reads the kind off method and path; `other` for what the simulator does not offer. */
export function kindOf(method: string, path: string): RequestKind {
  if (path.startsWith("/account-info/")) return other("account");
  if (/^\/crm\/(lists\/[^/]+|v\d\/lists)\//.test(path)) return other("read-lists");
  const match =
    /^\/crm\/(?:(objects|properties|associations)\/[^/]+|v\d\/(objects|properties|associations))\/([^/]+)(?:\/(.+))?$/
      .exec(path);
  const [, dated, numbered, object = "", rest = ""] = match ?? [];
  switch (dated ?? numbered) {
    case "properties":
      return other(method === "GET" ? "read-properties" : "write-properties");
    case "associations":
      return other(rest.endsWith("/batch/read") ? "list-associations" : "create-association");
    case "objects":
      return objectKind(method, object, rest);
    default:
      return OTHER;
  }
}

export function matchesKind(kind: RequestKind, on: string): boolean {
  return on === kind.name || on === kind.action || on === (kind.writes ? "writes" : "reads");
}

function objectKind(method: string, object: string, rest: string): RequestKind {
  if (rest.includes("/associations/")) {
    return other(method === "GET" ? "list-associations" : "create-association");
  }
  const type = findObjectType(object);
  const action = rest === "search"
    ? "search"
    : rest.startsWith("batch/")
    ? rest.replace("/", "-")
    : plain(method, rest);
  if (type === undefined || !isObjectAction(action)) return OTHER;
  return { action, name: `${action}-${nameOfOne(type)}`, ...OBJECT_ACTIONS[action] };
}

function plain(method: string, rest: string): string {
  if (rest === "") return method === "POST" ? "create" : "list";
  return method === "PATCH" ? "patch" : method === "DELETE" ? "archive" : "read";
}

function other(action: keyof typeof OTHER_ACTIONS): RequestKind {
  return { action, name: action, ...OTHER_ACTIONS[action] };
}

function isObjectAction(action: string): action is keyof typeof OBJECT_ACTIONS {
  return Object.hasOwn(OBJECT_ACTIONS, action);
}
