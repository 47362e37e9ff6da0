const stayKey = "console.stay";

/** Whether the session outlives the tab: only where the person has asked for it on the sign-in page. */
export function keepOnDevice(stay: boolean): void {
  if (stay) localStorage.setItem(stayKey, "yes");
  else localStorage.removeItem(stayKey);
}

function place(): Storage {
  return localStorage.getItem(stayKey) === "yes" ? localStorage : sessionStorage;
}

/** For auth-js: the tab's storage, or the device's. */
export const sessionStore = {
  getItem: (key: string) => place().getItem(key),
  setItem: (key: string, value: string) => place().setItem(key, value),
  removeItem: (key: string) => {
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
  },
};
