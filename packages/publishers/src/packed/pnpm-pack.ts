import { tarballName } from "@releaser/core";
import { readdir } from "node:fs/promises";
import { runPacker, type PackPass } from "./pack-pass.ts";
import { packageManagerCommand } from "./package-manager-command.ts";

/** One `pnpm -r pack` over all packages, then one more for each that pnpm's workspace does not list. Needs no install. */
export async function pnpmPack(pass: PackPass): Promise<void> {
  const filters = pass.packages.map(({ name }) => `--filter=${name}`);
  await run(pass, { args: ["-r", ...filters], cwd: pass.root });
  const packed = new Set(await readdir(pass.destination));
  for (const { name, version, dir } of pass.packages) {
    if (!packed.has(tarballName(name, version))) await run(pass, { args: [], cwd: dir });
  }
}

async function run(pass: PackPass, call: { readonly args: readonly string[]; readonly cwd: string }): Promise<void> {
  const { program, args } = packageManagerCommand("pnpm", pass);
  const command = { program, args: [...args, ...call.args, "pack", "--json", "--pack-destination", pass.destination] };
  await runPacker(pass, command, { cwd: call.cwd, env: pnpmEnv(pass) });
}

function pnpmEnv({ env, ignoreScripts }: PackPass): PackPass["env"] {
  return {
    ...env,
    // The pin in packageManager would make pnpm look for, or become, another version of itself.
    pnpm_config_pm_on_fail: "ignore",
    pnpm_config_verify_deps_before_run: "false",
    ...(ignoreScripts && { pnpm_config_ignore_scripts: "true" }),
  };
}
