import type { InvalidInput } from "@releaser/core";
import type { Files } from "./files.ts";
import { isObject } from "./parse-json.ts";
import { parsePnpmWorkspace, pnpmFile, type PnpmWorkspace } from "./parse-pnpm-workspace.ts";

/** What the root says of the workspace: the globs of whichever file names them, and what pnpm's file says besides. */
export type WorkspaceFile = PnpmWorkspace;

/** The globs of `pnpm-workspace.yaml`, of `workspaces` in the root manifest, or of `lerna.json`, in that order; the rest of the first. */
export function readWorkspaceFile(files: Files, manifest: Readonly<Record<string, unknown>>): WorkspaceFile {
  const pnpm = parsePnpmWorkspace(files.read(pnpmFile) ?? "");
  const globs = pnpm.globs ?? manifestGlobs(manifest["workspaces"]) ?? lernaGlobs(files);
  const file = pnpm.globs === undefined ? "package.json" : pnpmFile;
  const leaving = (globs ?? []).filter(leadsOut).map((glob): InvalidInput => ({
    at: { file },
    reason: `has the workspace glob ${JSON.stringify(glob)}, which leads out of the repository`,
  }));
  return { ...pnpm, globs: globs?.filter((glob) => !leadsOut(glob)), invalid: [...pnpm.invalid, ...leaving] };
}

function leadsOut(glob: string): boolean {
  return /^!?(?:\/|[a-z]:)|(?:^!?|[/{,(|])\.\.(?:$|[/},)|])|\\/iu.test(glob);
}

function manifestGlobs(workspaces: unknown): readonly string[] | undefined {
  const list = isObject(workspaces) ? workspaces["packages"] : workspaces;
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : undefined;
}

function lernaGlobs(files: Files): readonly string[] | undefined {
  const text = files.read("lerna.json");
  if (text === undefined) return undefined;
  const [, list] = /"packages"\s*:\s*(\[[^\]]*\])/u.exec(text) ?? [];
  if (list === undefined) return ["packages/*"];
  const found = [...list.matchAll(/"([^"\\]*)"/gu)].map(([, glob]) => glob ?? "");
  return found;
}
