import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { EmptyState } from "../components/EmptyState.tsx";
import { SkeletonRows } from "../components/Skeleton.tsx";
import type { Screen, ScreenProps } from "../screens/screen.ts";
import { texts } from "../texts/texts.ts";

const loaded = new Map<Screen, ComponentType<ScreenProps>>();

/** Brings its program, and keeps it. */
export async function loadScreen(screen: Screen): Promise<{ askAhead?: () => void }> {
  const module = await screen.load();
  loaded.set(screen, module.default);
  return module;
}

/** A screen, whose program comes when it is wanted. After a new version was put there it may be gone. */
export function LazyScreen({ screen, ...props }: ScreenProps & { screen: Screen }) {
  const [, redraw] = useState(0);
  const [isGone, setGone] = useState(false);
  const Component = loaded.get(screen);
  useEffect(() => {
    if (loaded.has(screen)) return;
    let wanted = true;
    loadScreen(screen).then(
      () => wanted && redraw((count) => count + 1),
      () => wanted && setGone(true),
    );
    return () => {
      wanted = false;
    };
  }, [screen]);
  if (isGone) {
    const t = texts.value.shell;
    return (
      <EmptyState action={<Button onClick={() => location.reload()}>{t.reload}</Button>}>
        {t.newVersion}
      </EmptyState>
    );
  }
  return Component === undefined ? <SkeletonRows /> : <Component {...props} />;
}
