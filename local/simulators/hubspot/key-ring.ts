import { z } from "zod";

const SCOPES = [
  "crm.objects.contacts.read",
  "crm.objects.contacts.write",
  "crm.schemas.contacts.read",
  "crm.schemas.contacts.write",
  "crm.objects.owners.read",
  "crm.lists.read",
] as const;

export const keySchema = z.strictObject({
  token: z.string().min(1),
  /** What the key may do; absent: everything. */
  scopes: z.array(z.enum(SCOPES)).default([...SCOPES]),
});

export const rotationSchema = z.strictObject({
  newToken: z.string().min(1).optional(),
  /** The old token lives on so long; HubSpot offers none, or seven days. */
  graceSeconds: z.number().min(0).default(0),
});

export type Scope = (typeof SCOPES)[number];
export type KeyInput = z.input<typeof keySchema>;
export type RotationInput = z.input<typeof rotationSchema>;

interface Key {
  token: string;
  scopes: Scope[];
  /** Unix time in milliseconds. */
  diesAt: number;
}

/** The bearer tokens of the portal. A revoked one is remembered, as belonging here and refused. */
export class KeyRing {
  readonly #keys = new Map<string, Key>();

  constructor(readonly now: () => number) {}

  /** Adds the key, or gives the one with its token other scopes and new life. Throws ZodError. */
  set(input: KeyInput): void {
    const { token, scopes } = keySchema.parse(input);
    this.#keys.set(token, { token, scopes, diesAt: Infinity });
  }

  revoke(token: string): void {
    this.#key(token).diesAt = this.now();
  }

  /** Returns the token that takes the old one's place, with the same scopes. Throws ZodError, Error. */
  rotate(token: string, rotation: RotationInput = {}): string {
    const { newToken = `pat-na1-${crypto.randomUUID()}`, graceSeconds } = rotationSchema.parse(rotation);
    const old = this.#key(token);
    old.diesAt = this.now() + graceSeconds * 1000;
    this.#keys.set(newToken, { token: newToken, scopes: old.scopes, diesAt: Infinity });
    return newToken;
  }

  knows(token: string): boolean {
    return this.#keys.has(token);
  }

  /** The scopes of a token that is good now, else undefined. */
  scopesOf(token: string): readonly Scope[] | undefined {
    const key = this.#keys.get(token);
    return key !== undefined && this.now() < key.diesAt ? key.scopes : undefined;
  }

  list(): { token: string; scopes: Scope[]; revoked: boolean }[] {
    return [...this.#keys.values()].map(({ token, scopes, diesAt }) => ({
      token,
      scopes,
      revoked: this.now() >= diesAt,
    }));
  }

  #key(token: string): Key {
    const key = this.#keys.get(token);
    if (key === undefined) throw new Error(`There is no key ${token}`);
    return key;
  }
}
