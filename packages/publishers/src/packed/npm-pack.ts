import { isRecord } from "@releaser/core";
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { failures } from "../failures.ts";
import { runPacker, type PackPass } from "./pack-pass.ts";
import { packageManagerCommand } from "./package-manager-command.ts";

/**
 * One `npm pack` over the folders, or over their `publishConfig.directory`, which npm itself does not look at. Throws
 * `E_PACK_DIRECTORY` where a folder is missing: npm would pack the sources in its stead.
 */
export async function npmPack(pass: PackPass): Promise<void> {
  const folders = pass.packages.map(({ dir }) => packedFolder(dir));
  const missing = folders.filter((folder) => readManifest(folder) === undefined);
  if (missing.length > 0) {
    throw failures.E_PACK_DIRECTORY({ folders: missing.map((folder) => relative(pass.root, folder)) });
  }
  const { program, args } = packageManagerCommand("npm", pass);
  const flags = [
    "pack",
    "--json",
    "--pack-destination",
    pass.destination,
    ...(pass.ignoreScripts ? ["--ignore-scripts"] : []),
  ];
  const command = { program, args: [...args, ...flags, ...folders.map((folder) => asFolder(pass.root, folder))] };
  await runPacker(pass, command, { cwd: pass.root, env: { ...pass.env, npm_config_update_notifier: "false" } });
}

function packedFolder(dir: string): string {
  const config = readManifest(dir)?.["publishConfig"];
  const directory = isRecord(config) ? config["directory"] : undefined;
  return typeof directory === "string" ? join(dir, directory) : dir;
}

function readManifest(dir: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(dir, "package.json"), "utf8").replace(/^\uFEFF/u, ""));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A path that npm cannot take for a package's name. */
function asFolder(root: string, folder: string): string {
  return `./${relative(root, folder).split(sep).join("/")}`;
}
