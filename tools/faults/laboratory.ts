import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, openGitRepo } from "@releaser/testkit";
import {
  emptyRegistry,
  type FaultPlan,
  faultPlan,
  openFaultProxy,
  openLabRegistry,
  serveGit,
  writeNpmrc,
} from "@releaser/testkit/lab";
import { instant, type Template } from "./train.ts";
import { readWorld, type WorldLines } from "./world.ts";

/** One place in which runs happen, one after the other: servers with proxies before them, and a world that is made anew. */
export interface Laboratory {
  /** The clone that releases. */
  readonly repo: string;
  readonly env: NodeJS.ProcessEnv;
  /** Makes the world what the template is, with an empty registry. */
  reset(): void;
  /** What happens to the calls from now on. */
  arm(plan: FaultPlan): void;
  world(): WorldLines;
  close(): Promise<void>;
}

/** Opens a laboratory in an empty folder. */
export async function openLaboratory(place: string, template: Template): Promise<Laboratory> {
  mkdirSync(place, { recursive: true });
  const world = join(place, "world");
  let plan = faultPlan();
  const registry = await openLabRegistry();
  const git = await serveGit(world);
  const proxies = await Promise.all(
    Object.entries({ npm: registry.url, git: git.url }).map(
      async ([service, upstream]) => await openFaultProxy({ service, upstream, plan: () => plan }),
    ),
  );
  const [npm, remote] = proxies.map(({ url }) => url) as [string, string];
  const env = cleanEnv({
    NPM_CONFIG_USERCONFIG: writeNpmrc(join(place, "npmrc"), npm),
    NPM_CONFIG_CACHE: join(world, "npm-cache"),
    NPM_CONFIG_FETCH_RETRIES: "0",
    NPM_CONFIG_UPDATE_NOTIFIER: "false",
    NPM_CONFIG_AUDIT: "false",
    RELEASER_SIGNING_KEY: template.signingKey,
    NODE_COMPILE_CACHE: join(place, "compile-cache"),
    LAB_NOW: `${instant}`,
  });
  return {
    repo: join(world, "repo"),
    env,
    reset: () => {
      rmSync(world, { recursive: true, force: true });
      cpSync(template.dir, world, { recursive: true });
      openGitRepo(join(world, "repo")).git("remote", "set-url", "origin", `${remote}/origin.git`);
      registry.restore(emptyRegistry);
    },
    arm: (next) => void (plan = next),
    world: () => readWorld(world, registry.snapshot()),
    close: async () => void (await Promise.all([registry, git, ...proxies].map(async (one) => await one.close()))),
  };
}
