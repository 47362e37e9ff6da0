import { useEffect } from "preact/hooks";
import {
  loadOrganizations,
  organization,
  organizations,
  organizationsProblem,
} from "../auth/organizations.ts";
import { choosesPassword, session } from "../auth/session.ts";
import { ErrorNotice } from "../components/ErrorNotice.tsx";
import { SkeletonRows } from "../components/Skeleton.tsx";
import { Toasts } from "../components/Toast.tsx";
import { go, hrefTo, place } from "../lib/router.ts";
import { screens } from "../screens/routes.ts";
import { ChooseOrganization } from "../screens/sign-in/ChooseOrganization.tsx";
import { ChoosePassword } from "../screens/sign-in/ChoosePassword.tsx";
import { SignIn } from "../screens/sign-in/SignIn.tsx";
import { LazyScreen } from "./LazyScreen.tsx";
import { NotThere } from "./NotThere.tsx";
import { Shell } from "./Shell.tsx";

export function App() {
  return (
    <>
      <Page />
      <Toasts />
    </>
  );
}

function Page() {
  if (session.value === undefined) return null;
  if (session.value === null) return <SignIn />;
  if (choosesPassword.value) return <ChoosePassword />;
  if (organizationsProblem.value !== undefined) {
    return (
      <main class="mx-auto max-w-xl p-6">
        <ErrorNotice problem={organizationsProblem.value} onRetry={() => void loadOrganizations()} />
      </main>
    );
  }
  if (organizations.value === undefined) {
    return (
      <main class="mx-auto max-w-xl p-6">
        <SkeletonRows rows={4} />
      </main>
    );
  }
  if (place.value.org === null) return <Entry />;
  if (organization.value === undefined) {
    return (
      <main class="mx-auto max-w-xl p-6">
        <NotThere />
      </main>
    );
  }
  return (
    <Shell>
      <CurrentScreen key={organization.value.id} />
    </Shell>
  );
}

/** Whoever belongs to one organisation is there; others choose. */
function Entry() {
  const [only, ...more] = organizations.value ?? [];
  const slug = only !== undefined && more.length === 0 ? only.slug : undefined;
  useEffect(() => {
    if (slug !== undefined) go(hrefTo(slug, ["today"]), { replace: true });
  }, [slug]);
  return slug === undefined ? <ChooseOrganization /> : null;
}

function CurrentScreen() {
  const { org, screen: path, rest, query } = place.value;
  useEffect(() => {
    if (path === "" && org !== null) go(hrefTo(org, ["today"]), { replace: true });
  }, [path]);
  if (path === "") return null;
  const screen = screens.find((one) => one.path === path);
  return screen === undefined
    ? <NotThere />
    : <LazyScreen key={screen.path} screen={screen} rest={rest} query={query} />;
}
