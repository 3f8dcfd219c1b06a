import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "@releaser/core";
import { publicReleases, tarballName } from "@releaser/core";
import { openGitRepo, removeDir, throwawayKey } from "@releaser/testkit";
import { type RegistryState, writeNpmrc } from "@releaser/testkit/lab";
import type { Command } from "../check/run-command.ts";
import type { RegistryProcess } from "./open-registry-process.ts";
import { key, publicationScene, stateBefore } from "./publication-scene.ts";
import { benchEnv } from "./run-timed.ts";
import { writeScene } from "./write-scene.ts";

export interface PublicationWorldOptions {
  /** An empty folder. */
  readonly place: string;
  readonly packages: number;
  readonly registry: RegistryProcess;
  readonly releaser: Command;
  readonly changeset: Command;
}

/** A release that is tagged and not published, as often as it is asked for. */
export interface PublicationWorld {
  readonly env: NodeJS.ProcessEnv;
  /** The clone that publishes. */
  readonly repo: string;
  /** The same tarballs, as `changeset publish --from-pack-dir` takes them. */
  readonly packDir: string;
  /** Puts the clone, its remote, its page and the registry back to what they were. */
  reset(): Promise<void>;
}

/** Makes a release of every package up to its signed and pushed tags, with the command that is measured. */
export async function preparePublication(options: PublicationWorldOptions): Promise<PublicationWorld> {
  const { place, registry, releaser, changeset } = options;
  const [template, world] = [join(place, "template"), join(place, "world")];
  const { key: signingKey, allowedSigners } = throwawayKey(place);
  const env = benchEnv({
    NPM_CONFIG_USERCONFIG: writeNpmrc(join(place, "npmrc"), registry.url),
    RELEASER_SIGNING_KEY: signingKey,
    pnpm_config_pm_on_fail: "ignore",
  });
  const repo = join(template, "repo");
  writeScene(
    publicationScene({ packages: options.packages, allowedSigners: readFileSync(allowedSigners, "utf8") }),
    repo,
  );
  addRemote(repo, join(template, "origin.git"));
  succeed([...releaser, "version"], repo, env);
  const state = stateBefore(releasesIn(repo));
  await registry.restore(state);
  succeed([...releaser, "publish", key, "--outward", "--to", "tagged"], repo, env);
  const packDir = join(place, "packed");
  succeed([...changeset, "publish-plan", "--output", join(packDir, "publish-plan.json")], repo, env);
  usePacked(packDir, join(repo, ".releaser/packed", key));
  return {
    env,
    repo: join(world, "repo"),
    packDir,
    reset: async () => await reset({ template, world, registry, state }),
  };
}

function addRemote(repo: string, origin: string): void {
  const { git } = openGitRepo(repo);
  git("checkout", "--quiet", "main");
  git("config", "user.name", "Bench");
  git("config", "user.email", "bench@example.test");
  git("init", "--quiet", "--bare", "--initial-branch=main", origin);
  git("remote", "add", "origin", origin);
  git("push", "--quiet", "--tags", "--set-upstream", "origin", "main");
}

function releasesIn(repo: string): ReturnType<typeof publicReleases> {
  return publicReleases(JSON.parse(readFileSync(join(repo, "release/plan.json"), "utf8")) as Plan);
}

interface PlanEntry {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
}

/** Names in a plan of Changesets the tarballs that Releaser packed, in place of others that Changesets would pack. */
function usePacked(packDir: string, packed: string): void {
  const file = join(packDir, "publish-plan.json");
  const { version, plan } = JSON.parse(readFileSync(file, "utf8")) as { version: number; plan: PlanEntry[][] };
  cpSync(packed, join(packDir, "packages"), { recursive: true });
  const withTarballs = plan.map((wave) =>
    wave.map((entry) =>
      entry.kind === "publish"
        ? { ...entry, tarball: { path: `packages/${tarballName(entry.name, entry.version)}` } }
        : entry,
    ),
  );
  writeFileSync(file, JSON.stringify({ version, plan: withTarballs }));
}

interface Reset {
  readonly template: string;
  readonly world: string;
  readonly registry: RegistryProcess;
  readonly state: RegistryState;
}

async function reset({ template, world, registry, state }: Reset): Promise<void> {
  removeDir(world);
  mkdirSync(world);
  cpSync(template, world, { recursive: true, verbatimSymlinks: true });
  openGitRepo(join(world, "repo")).git("remote", "set-url", "origin", join(world, "origin.git"));
  await registry.restore(state);
}

function succeed([program, ...args]: Command, cwd: string, env: NodeJS.ProcessEnv): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`.slice(-4000));
}
