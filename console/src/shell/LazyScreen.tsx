import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { EmptyState } from "../components/EmptyState.tsx";
import { SkeletonRows } from "../components/Skeleton.tsx";
import { isCutOff } from "../live/live.ts";
import type { Screen, ScreenProps } from "../screens/screen.ts";
import { texts } from "../texts/texts.ts";

const loaded = new Map<Screen, ComponentType<ScreenProps>>();

/** Brings its program, and keeps it. */
export async function loadScreen(screen: Screen): Promise<{ askAhead?: () => void }> {
  const module = await screen.load();
  loaded.set(screen, module.default);
  return module;
}

/** A screen, whose program comes when it is wanted, or when the line is back. After a new version was put there it may be gone. */
export function LazyScreen({ screen, ...props }: ScreenProps & { screen: Screen }) {
  const [, redraw] = useState(0);
  const [isGone, setGone] = useState(false);
  const Component = loaded.get(screen);
  const isOffline = isCutOff.value;
  useEffect(() => {
    if (loaded.has(screen)) return;
    let wanted = true;
    setGone(false);
    loadScreen(screen).then(
      () => wanted && redraw((count) => count + 1),
      () => wanted && setGone(true),
    );
    return () => {
      wanted = false;
    };
  }, [screen, isOffline]);
  if (isGone) {
    const t = texts.value.shell;
    if (isOffline) return <EmptyState>{texts.value.problems.offline}</EmptyState>;
    return (
      <EmptyState action={<Button onClick={() => location.reload()}>{t.reload}</Button>}>
        {t.newVersion}
      </EmptyState>
    );
  }
  return Component === undefined ? <SkeletonRows /> : <Component {...props} />;
}
