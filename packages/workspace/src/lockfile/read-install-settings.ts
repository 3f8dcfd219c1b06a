import type { InstallSettings, Stated } from "@releaser/core";
import type { Files } from "../files.ts";

const hookFiles = [".pnpmfile.cjs", ".pnpmfile.mjs", ".pnpmfile.js", "pnpmfile.js"];

/** The settings of pnpm that decide what is linked and locked, from `pnpm-workspace.yaml`, else from `.npmrc`, which pnpm 11 and later no longer ask. */
export function readInstallSettings(files: Files, workspace: ReadonlyMap<string, Stated>): InstallSettings {
  const npmrc = parseNpmrc(files.read(".npmrc") ?? "");
  const names = new Set(files.list(".").map(({ name }) => name));
  return {
    linkWorkspacePackages: workspace.get("linkWorkspacePackages") ?? npmrc.get("link-workspace-packages"),
    sharedWorkspaceLockfile: workspace.get("sharedWorkspaceLockfile") ?? npmrc.get("shared-workspace-lockfile"),
    hooks: hookFiles.find((file) => names.has(file)),
  };
}

function parseNpmrc(text: string): ReadonlyMap<string, Stated> {
  const lines = text.split(/\r?\n/u).flatMap((line, index) => {
    const [, name, raw] = /^\s*([\w-]+)\s*=\s*(\S+)\s*$/u.exec(line) ?? [];
    return name === undefined || raw === undefined
      ? []
      : [[name, { raw, at: { file: ".npmrc", line: index + 1, column: 1 } }] as const];
  });
  return new Map(lines);
}
