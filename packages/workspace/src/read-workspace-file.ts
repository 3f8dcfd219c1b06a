import type { InvalidInput, Stated } from "@releaser/core";
import type { Files } from "./files.ts";
import { isObject } from "./parse-json.ts";
import { parsePnpmWorkspace, pnpmFile, type PnpmWorkspace, statedGlobs } from "./parse-pnpm-workspace.ts";

/** What the root says of the workspace: the globs of whichever file names them, and what pnpm's file says besides. */
export type WorkspaceFile = PnpmWorkspace;

/** The globs of `pnpm-workspace.yaml`, of `workspaces` in the root manifest, or of `lerna.json`, in that order; the rest of the first. */
export function readWorkspaceFile(files: Files, manifest: Readonly<Record<string, unknown>>): WorkspaceFile {
  const pnpm = parsePnpmWorkspace(files.read(pnpmFile) ?? "");
  const globs = pnpm.globs ?? manifestGlobs(manifest["workspaces"]) ?? lernaGlobs(files);
  const file = pnpm.globs === undefined ? "package.json" : pnpmFile;
  const leaving = (globs ?? []).filter(leadsOut).map(({ raw }): InvalidInput => ({
    at: { file },
    reason: `has the workspace glob ${JSON.stringify(raw)}, which leads out of the repository`,
  }));
  return { ...pnpm, globs: globs?.filter((glob) => !leadsOut(glob)), invalid: [...pnpm.invalid, ...leaving] };
}

function leadsOut({ raw }: Stated): boolean {
  return /^!?(?:\/|[a-z]:)|(?:^!?|[/{,(|])\.\.(?:$|[/},)|])|\\/iu.test(raw);
}

function manifestGlobs(workspaces: unknown): readonly Stated[] | undefined {
  const file = "package.json";
  return isObject(workspaces)
    ? statedGlobs(workspaces["packages"], { file, pointer: "/workspaces/packages" })
    : statedGlobs(workspaces, { file, pointer: "/workspaces" });
}

function lernaGlobs(files: Files): readonly Stated[] | undefined {
  const text = files.read("lerna.json");
  if (text === undefined) return undefined;
  const [, list] = /"packages"\s*:\s*(\[[^\]]*\])/u.exec(text) ?? [];
  const found = [...(list ?? '["packages/*"]').matchAll(/"([^"\\]*)"/gu)].map(([, glob = ""]) => glob);
  return statedGlobs(found, { file: "lerna.json", pointer: "/packages" });
}
