/** The commit that a release of an action is, which no later push moves. */
export interface ActionPin {
  /** As its tag: `v7.0.1`. */
  readonly version: string;
  readonly sha: string;
}

/** The actions that workflows use, as `tools/pins/refresh-pins.ts` writes them. */
export const actionPins = {
  "actions/checkout": { version: "v7.0.1", sha: "3d3c42e5aac5ba805825da76410c181273ba90b1" },
  "actions/setup-node": { version: "v7.0.0", sha: "820762786026740c76f36085b0efc47a31fe5020" },
  "actions/upload-artifact": { version: "v7.0.0", sha: "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f" },
  "actions/download-artifact": { version: "v8.0.1", sha: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c" },
  "changesets/action": { version: "v2.1.1", sha: "8488615a623b1b9c987934bb89eae8af6a946ac1" },
  "pnpm/action-setup": { version: "v4.0.0", sha: "fe02b34f77f8bc703788d5817da081398fad5dd2" },
} as const satisfies Readonly<Record<string, ActionPin>>;

/** The repository of an action that has a pin. */
export type ActionName = keyof typeof actionPins;
