/** What was run against what was published: `<version>.smoke.json`. */
export interface SmokeRecord {
  readonly schema: "smoke-record.v1";
  readonly release: string;
  readonly commit: string;
  readonly ok: boolean;
  readonly started: string;
  readonly node: string;
  /** Packages that were installed from the registry into an empty folder. */
  readonly installed: readonly string[];
  /** Packages that have no entry point to install for; their bytes were compared instead. */
  readonly compared: readonly string[];
  readonly scripts: readonly ScriptRun[];
  /** Commands of installed packages that were run. */
  readonly canaries: readonly CanaryRun[];
}

/** Milliseconds are how long it took. */
export interface ScriptRun {
  readonly script: string;
  readonly exit: number | null;
  readonly ms: number;
}

/** The same for a command, as it would be typed. */
export interface CanaryRun {
  readonly command: string;
  readonly exit: number | null;
  readonly ms: number;
}

/** A smoke record; undefined where a text is none. */
export function parseSmoke(text: string): SmokeRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<SmokeRecord>;
    return record.schema === "smoke-record.v1" ? ({ canaries: [], ...record } as SmokeRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** One line about a smoke, for people. */
export function describeSmoke({
  installed,
  scripts,
  canaries,
  compared = [],
}: Pick<SmokeRecord, "canaries" | "installed" | "scripts"> & Partial<Pick<SmokeRecord, "compared">>): string {
  return [
    `${installed.length} installed`,
    `${scripts.length} smoke script${scripts.length === 1 ? "" : "s"} passed`,
    ...(canaries.length > 0 ? [`${canaries.length} command${canaries.length === 1 ? "" : "s"} answered`] : []),
    ...(compared.length > 0 ? [`${compared.length} compared by bytes: no entry point`] : []),
  ].join(", ");
}
