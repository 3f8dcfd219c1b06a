import type { Catalogs, Override, PackageManager, Stated } from "@releaser/core";
import { isObject } from "../parse-json.ts";
import { escapePointer } from "../scan-json.ts";
import { toOverrides } from "./to-overrides.ts";

/** The places that may state overrides. */
export interface OverrideSources {
  readonly manager: PackageManager | undefined;
  /** The root manifest. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** `overrides` of `pnpm-workspace.yaml`. */
  readonly workspace: ReadonlyMap<string, Stated>;
  readonly catalogs: Catalogs;
}

/** What pnpm (`overrides`, `pnpm.overrides` before pnpm 11, `resolutions`) and yarn (`resolutions`) force here. npm refuses to override what a manifest asks for. */
export function readOverrides({ manager, manifest, workspace, catalogs }: OverrideSources): readonly Override[] {
  const pnpm = isObject(manifest["pnpm"]) && manager === "pnpm" && !ignoresManifest(manifest["packageManager"]);
  const inPnpm = pnpm && isObject(manifest["pnpm"]) ? entriesOf(manifest["pnpm"]["overrides"], "/pnpm/overrides") : [];
  const hasResolutions = manager === "pnpm" || manager === "yarn";
  const resolutions = hasResolutions ? entriesOf(manifest["resolutions"], "/resolutions") : [];
  const root = new Map(
    ["devDependencies", "optionalDependencies", "dependencies"].flatMap((field) => rangesOf(manifest[field])),
  );
  return toOverrides(new Map([...resolutions, ...inPnpm, ...(manager === "pnpm" ? workspace : [])]), {
    catalogs,
    root,
  });
}

/** pnpm 11 and later take no settings from a manifest. */
function ignoresManifest(packageManager: unknown): boolean {
  const [, major] = /^pnpm@(\d+)/u.exec(typeof packageManager === "string" ? packageManager : "") ?? [];
  return major !== undefined && Number(major) >= 11;
}

function entriesOf(value: unknown, pointer: string): readonly (readonly [string, Stated])[] {
  return rangesOf(value).map(([key, raw]) => [
    key,
    { raw, at: { file: "package.json", pointer: `${pointer}/${escapePointer(key)}` } },
  ]);
}

function rangesOf(value: unknown): readonly (readonly [string, string])[] {
  const entries = isObject(value) ? Object.entries(value) : [];
  return entries.flatMap(([key, raw]) => (typeof raw === "string" ? [[key, raw] as const] : []));
}
