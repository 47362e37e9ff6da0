/** Where a page's links lead, inline or by label, and the labels in brackets that it does not define. Code is not looked at. */
export function findLinks(page: string): { targets: string[]; undefinedLabels: string[] } {
  const text = withoutCode(page);
  const definitions = new Map(
    [...text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, label = "", target = ""]) => [label, target]),
  );
  const inline = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const used = [...text.matchAll(/\[([^\]]+)\](?![(:\]])/g)].map(([, label = ""]) => label);
  const undefinedLabels = used.filter((label) => !definitions.has(label));
  return { targets: [...inline, ...definitions.values()], undefinedLabels };
}

/** The anchors of a page's headings, as GitHub makes them: the same again is numbered. */
export function listAnchors(page: string): string[] {
  const seen = new Map<string, number>();
  return [...page.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => {
    const name = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replaceAll(/\s/g, "-");
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}-${times}`;
  });
}

function withoutCode(page: string): string {
  return page.replace(/^ *```[\s\S]*?^ *```/gm, "").replace(/`[^`\n]*`/g, "");
}
