/** What each file imports, also for its types alone; paths from the root of the project. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** From what everything stands on to what stands on everything. Those of one row know nothing of each other. */
const layers: readonly (readonly string[])[] = [
  ["platform"],
  ["phone", "bolna", "hubspot", "policy"],
  ["calls"],
  ["contacts"],
  ["rules", "write-back", "webhooks", "campaigns", "reports"],
  ["dependencies.ts"],
];

/** Where a file belongs and how high that lies: what is higher may import what is lower. */
interface Place {
  name: string;
  height: number;
}

/**
 * Imports that lead upwards or sideways, files of which nobody said how high they lie, and circles. What is local may import
 * every function, and no function imports it; the console stands on top.
 */
export function findImportProblems(graph: ImportGraph): string[] {
  const lost = [...graph.keys()].filter((path) => placeOf(path) === null);
  return [
    ...lost.map((path) => `${path} has no place in the order of imports: give its folder one in layers.`),
    ...findWrongWays(graph),
    ...findCircles(graph),
  ];
}

function findWrongWays(graph: ImportGraph): string[] {
  const problems: string[] = [];
  for (const [from, targets] of graph) {
    for (const to of targets) {
      const [importer, imported] = [placeOf(from), placeOf(to)];
      if (importer === null || imported === null || importer.name === imported.name) continue;
      if (importer.height > imported.height) continue;
      problems.push(`${from} imports ${to}: ${importer.name} may not know ${imported.name}.`);
    }
  }
  return problems;
}

function placeOf(path: string): Place | null {
  if (path.startsWith("local/")) return { name: "local", height: layers.length + 1 };
  // It takes the types of the API and of the database from below, and nobody takes anything from it.
  if (path.startsWith("console/")) return { name: "console", height: layers.length + 2 };
  const [, folder, shared] = /^supabase\/functions\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  if (folder === undefined || shared === undefined) return null;
  // Each function is deployed by itself, so that two of them are as strange to each other as two capabilities.
  if (folder !== "_shared") return { name: folder, height: layers.length };
  const height = layers.findIndex((names) => names.includes(shared));
  return height === -1 ? null : { name: shared, height };
}

/** At least one circle of those that hang together, each told once, from the file at which it was entered. */
function findCircles(graph: ImportGraph): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  function visit(path: string): void {
    const start = way.indexOf(path);
    if (start !== -1) circles.push(`A circle of imports: ${[...way.slice(start), path].join(" → ")}.`);
    if (start !== -1 || done.has(path)) return;
    way.push(path);
    for (const target of graph.get(path) ?? []) visit(target);
    way.pop();
    done.add(path);
  }
  for (const path of graph.keys()) visit(path);
  return circles;
}
