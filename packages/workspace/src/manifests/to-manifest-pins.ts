import type { Package, PackageManager, Pin, PinKind } from "@releaser/core";
import { isObject } from "../parse-json.ts";
import { toVersionRange } from "./to-version-range.ts";

const managers: readonly PackageManager[] = ["bun", "npm", "pnpm", "yarn"];

/** What a manifest pins: `packageManager`, `engines`, `devEngines` and `volta`. */
export function toManifestPins({ manifest, manifestFile: file, dir }: Package): readonly Pin[] {
  const pin = (kind: PinKind, { tool, raw, pointer }: Found): readonly Pin[] => {
    const known = toTool(tool);
    if (known === undefined || typeof raw !== "string") return [];
    return [{ tool: known, kind, dir, raw, range: toVersionRange(raw), at: { file, pointer } }];
  };
  return [
    ...fromPackageManager(manifest.packageManager).flatMap((found) => pin("packageManager", found)),
    ...fromMembers(manifest["engines"], "/engines").flatMap((found) => pin("engines", found)),
    ...fromMembers(manifest["volta"], "/volta").flatMap((found) => pin("volta", found)),
    ...fromDevEngines(manifest["devEngines"]).flatMap((found) => pin("devEngines", found)),
  ];
}

interface Found {
  readonly tool: unknown;
  readonly raw: unknown;
  readonly pointer: string;
}

/** What a tool is called in a pin; undefined for one that Releaser does not compare. */
export function toTool(name: unknown): Pin["tool"] | undefined {
  if (name === "node" || name === "nodejs") return "node";
  return managers.find((manager) => manager === name);
}

function fromPackageManager(text: string | undefined): readonly Found[] {
  const [, tool, raw] = /^([a-z]+)@(\d.*)$/u.exec(text ?? "") ?? [];
  return tool === undefined ? [] : [{ tool, raw, pointer: "/packageManager" }];
}

function fromMembers(value: unknown, pointer: string): readonly Found[] {
  if (!isObject(value)) return [];
  return Object.entries(value).map(([tool, raw]) => ({ tool, raw, pointer: `${pointer}/${tool}` }));
}

/** One object or several of them in turn; of several any one will do, so they pin nothing. */
function fromDevEngines(value: unknown): readonly Found[] {
  if (!isObject(value)) return [];
  return ["runtime", "packageManager"].flatMap((member) => {
    const stated = value[member];
    const pointer = `/devEngines/${member}/version`;
    return isObject(stated) ? [{ tool: stated["name"], raw: stated["version"], pointer }] : [];
  });
}
