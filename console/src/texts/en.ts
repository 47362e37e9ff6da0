// Every text of the console in English; hi.ts has the same in Hindi, and does not compile while one is missing.
// One part per screen: whoever works on a screen writes in its part.

const plural = (count: number, one: string, other: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : other}`;

export const en = {
  common: {
    back: "Back",
    cancelled: "Cancelled",
    chooseAll: "Select all rows of this page",
    choose: (name: string) => `Select ${name}`,
    clearFilters: "Clear filters",
    close: "Close",
    copied: "Copied.",
    copyRequestId: "Copy the request number",
    loading: "Loading …",
    newer: "Newer",
    noMatch: "Nothing matches.",
    notCopied: "The browser did not allow copying.",
    older: "Older",
    requestId: "Request number for support:",
    save: "Save",
    saved: "Saved.",
    saving: "Saving …",
    stepDone: "done",
    tryAgain: "Try again",
    typeFirst: (words: string) => `Type ${words} first.`,
  },

  problems: {
    forbidden: "Your role here does not allow this. Ask an admin of the organisation.",
    noAnswer: "There was no answer. Check your connection and try again.",
    offline: "You are offline.",
    serverFailed: "The server could not answer. Try again in a moment.",
    tooMany: "That was too much at once. Wait a moment and try again.",
    unknown: "It did not work. Try again.",
  },

  config: {
    title: "The console is not set up yet",
    missing: "The file config.json beside this page is missing, or it is not JSON.",
    wrong: (field: string) => `In config.json, the field ${field} is missing or wrong.`,
    how:
      "It must look like this; the publishable key is made to be public, the secret key never belongs here:",
  },

  shell: {
    skip: "Skip to the content",
    newVersion: "A new version of the console is there.",
    reload: "Reload",
    notThere: "Not found",
    notThereWhy: "There is nothing here, or it is not yours to see.",
    toStart: "To the start",
    book: "Book a call",
  },

  nav: {
    label: "Screens",
    today: "Today",
    calls: "Calls",
    contacts: "Contacts",
    campaigns: "Campaigns",
    reports: "Reports",
    settings: "Settings",
    more: "More",
  },

  account: {
    title: "Account",
    organization: "Organisation",
    language: "Language",
    theme: "Appearance",
    themes: { auto: "As the device", light: "Light", dark: "Dark" },
    signOut: "Sign out",
    roles: { admin: "Admin", member: "Member", viewer: "Viewer" },
  },

  signIn: {
    title: "Sign in",
    email: "E-mail",
    password: "Password",
    stay: "Stay signed in on this device",
    signIn: "Sign in",
    signingIn: "Signing in …",
    wrong: "The e-mail or the password is not right.",
    forgotten: "Forgot password?",
    forgottenTitle: "Forgotten password",
    forgottenHow: "We send you a link with which you choose a new one.",
    sendLink: "Send the link",
    sendingLink: "Sending …",
    linkSent: "If this address is known here, a link is on its way. Open it in this browser.",
    backToSignIn: "Back to sign-in",
    choosePassword: "Choose a new password",
    newPassword: "New password",
    passwordHint: "Ten characters or more.",
    choose: "Use this password",
    choosing: "Saving …",
    passwordChosen: "The new password is set.",
    whichOrganization: "Which organisation?",
    noOrganization: "You belong to no organisation yet. Ask an admin for an invitation.",
    invited: (name: string, role: string) => `${name} has invited you. Your role: ${role}.`,
    join: (name: string) => `Join ${name}`,
  },

  session: {
    stillThere: "Are you still there?",
    signedOutIn: "Nothing was done here for a while. You will be signed out in",
    stay: "Stay signed in",
    over: "Your session is over",
    overFor: (email: string) => `Sign in again as ${email}; what you typed stays.`,
    leave: "Leave",
  },

  live: {
    live: "Live",
    updated: (ago: string) => `Updated ${ago}`,
    notUpdating: (since: string | null) => since === null ? "Not updating." : `Not updating since ${since}.`,
    offline: (since: string | null) =>
      `You are offline. ${
        since === null ? "" : `What you see is from ${since}. `
      }Nothing can be changed until you are back.`,
    paused: (reason: string) => `Calling is paused: ${reason}`,
    waiting: (count: number) =>
      count === 0 ? "No call waits." : `${plural(count, "call waits", "calls wait")}.`,
    youLift: "You can resume calling on Today.",
    adminLifts: "An admin can resume calling.",
    stalled:
      "Calls are due and nothing dials them: the scheduler has stopped. Tell whoever runs this system.",
  },

  keys: {
    title: "Keys",
    off: "Single keys do nothing while you type. They can be switched off in Settings, My account.",
    list: {
      book: ["c", "Book a call"],
      search: ["/", "Search"],
      rows: ["j k", "Next and previous row"],
      open: ["Enter", "Open the row"],
      select: ["x", "Select the row"],
      edit: ["e", "Edit the call"],
      move: ["m", "Move the call"],
      pages: ["[ ]", "Previous and next page"],
      close: ["Esc", "Close"],
      send: ["Ctrl+Enter", "Send a form"],
      help: ["?", "This list"],
    } satisfies Record<string, [string, string]> as Record<string, [string, string]>,
  },

  states: {
    scheduled: "Scheduled",
    waiting: "Waiting",
    retrying: "Trying again",
    onHold: "On hold",
    dialling: "Dialling",
    ringing: "Ringing",
    onThePhone: "On the phone",
    findingOut: "Finding out",
    reached: "Reached",
    voicemail: "Voicemail left",
    notReached: "Not reached",
    couldNotCall: "Could not call",
    cancelled: "Cancelled",
    attention: "Needs a person",
  },

  today: {
    title: "Today",
  },

  calls: {
    title: "Calls",
  },

  contacts: {},

  campaigns: {},

  reports: {},

  settings: {},
};

export type Texts = typeof en;
