import { render } from "preact";
import { startClients } from "./api/client.ts";
import { followInput } from "./auth/idle.ts";
import { followOrganizations, whenKnown } from "./auth/organizations.ts";
import { session, startSession } from "./auth/session.ts";
import { takeLink } from "./auth/take-link.ts";
import { followToasts } from "./components/Toast.tsx";
import { readConfig } from "./config.ts";
import { followClock } from "./lib/clock.ts";
import { followKeys } from "./lib/keys.ts";
import { followAddress, place } from "./lib/router.ts";
import { readTheme } from "./lib/theme.ts";
import { followPulse } from "./live/live.ts";
import { ConfigProblem } from "./parse-config.ts";
import { screens } from "./screens/routes.ts";
import { App } from "./shell/App.tsx";
import { loadScreen } from "./shell/LazyScreen.tsx";
import { WrongConfig } from "./shell/WrongConfig.tsx";
import "./styles.css";
import { readLanguage } from "./texts/choose-language.ts";

await start(document.getElementById("app"));

async function start(root: HTMLElement | null): Promise<void> {
  if (root === null) return;
  readTheme();
  const link = takeLink();
  followAddress();
  const screen = preloadScreen();
  try {
    const [config] = await Promise.all([readConfig(), readLanguage()]);
    startClients(config);
    followClock();
    followKeys();
    followToasts();
    followInput();
    await startSession(config, link);
    followOrganizations();
    followPulse(config);
    // Until then the frame of index.html stands there: one picture, and not three after each other.
    await Promise.all([whenKnown(), screen.then(askAhead)]);
    root.replaceChildren();
    render(<App />, root);
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    root.replaceChildren();
    render(<WrongConfig field={error.field} />, root);
  }
}

/** The screen's program comes while it is found out who is there; where it does not come, the screen itself says so. */
async function preloadScreen(): Promise<{ askAhead?: () => void }> {
  const wanted = screens.find(({ path }) => path === (place.value.screen || "today"));
  return wanted === undefined ? {} : await loadScreen(wanted).catch(() => ({}));
}

function askAhead(screen: { askAhead?: () => void }): void {
  if (session.value && place.value.org !== null) screen.askAhead?.();
}
