import { mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { type Command, runCommand } from "../check/run-command.ts";
import { type Contender, installed } from "../peers/contenders.ts";
import { readPublicPackages } from "../read-public-packages.ts";

/** The command as its users have it: built, packed, and installed by npm into an empty folder. Its dependencies come from the registry. */
export async function installReleaser(place: string): Promise<Contender> {
  const [tarballs, home] = [join(place, "tarballs"), join(place, "installed")];
  for (const dir of [tarballs, home]) mkdirSync(dir, { recursive: true });
  const filters = readPublicPackages(repositoryRoot).map(({ name }) => `--filter=${name}`);
  await succeed(["tsdown"]);
  await succeed(["pnpm", ...filters, "-r", "pack", "--pack-destination", tarballs]);
  const files = readdirSync(tarballs).map((name) => join(tarballs, name));
  await succeed(["npm", "install", "--prefix", home, "--ignore-scripts", "--no-audit", "--no-fund", ...files]);
  return installed(createRequire(join(home, "package.json")), "@releaser/cli", { name: "releaser", args: ["skew"] });
}

async function succeed(command: Command): Promise<void> {
  const { passed, output } = await runCommand(command);
  if (!passed) throw new Error(`${command.slice(0, 2).join(" ")} failed; run it as \`pnpm bench\`\n${output}`);
}
