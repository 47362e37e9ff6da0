const stayKey = "console.stay";

/** Whether the session outlives the tab: only where the person has asked for it on the sign-in page. */
export function keepOnDevice(stay: boolean): void {
  if (stay) localStorage.setItem(stayKey, "yes");
  else localStorage.removeItem(stayKey);
}

function place(key: string): Storage {
  // A link by mail opens in another tab, which needs what was asked for here; by itself it opens nothing.
  if (key.endsWith("-code-verifier")) return localStorage;
  return localStorage.getItem(stayKey) === "yes" ? localStorage : sessionStorage;
}

/** For auth-js: the tab's storage, or the device's. */
export const sessionStore = {
  getItem: (key: string) => place(key).getItem(key),
  setItem: (key: string, value: string) => place(key).setItem(key, value),
  removeItem: (key: string) => {
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
  },
};
