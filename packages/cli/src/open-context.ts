import { openNpmRegistry } from "@releaser/publishers";
import { openExec, openGit } from "@releaser/workspace";
import type { Clock, ReconcileEvent } from "@releaser/core";
import type { Context } from "./context.ts";
import { failures } from "./failures.ts";
import { openImage } from "./open-image.ts";
import { openPage } from "./open-page.ts";
import { gitAside } from "./release/git-aside.ts";
import { openRepository } from "./open-repository.ts";
import { withPackageManager } from "./release/package-manager-path.ts";

export interface OpenContextOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly outward: boolean;
  readonly allowedSigners?: string | undefined;
  readonly signal: AbortSignal;
  readonly clock?: Clock | undefined;
  readonly report: (event: ReconcileEvent) => void;
  readonly notice: (text: string) => void;
  /** An empty folder that takes what is written, where the repository is only looked at. */
  readonly aside?: string | undefined;
  /** Whether a configuration that is code is run; true unless told. */
  readonly runConfig?: boolean;
}

/** The real edges for a repository: its configuration, git, the registries that npm's own configuration names, its release page. */
export async function openContext(options: OpenContextOptions): Promise<Context> {
  const { outward, signal, report, notice, allowedSigners, aside, clock } = options;
  const place = aside === undefined ? {} : { aside };
  const { packageManager, ...repository } = await openRepository(options.cwd, {
    clock,
    unrun: options.runConfig === false ? { notice, whole: aside === undefined } : undefined,
  });
  const { root, config } = repository;
  const env = withPackageManager(options.env, { root, packageManager, ...place });
  const exec = openExec();
  const patience = config.remoteTimeout === undefined ? {} : { patience: config.remoteTimeout * 1000 };
  const own = openGit(root, { exec, ...patience });
  const git = aside === undefined ? own : await gitAside(own, aside);
  return {
    ...repository,
    ...place,
    git,
    exec,
    env,
    signal,
    registry: openNpmRegistry({ env, root }),
    ...(await openPage({ config, root, env, git, signal, notice })),
    openImage: async (image) => await openImage(image, { config, env, signal }),
    outward: outward || env["RELEASER_OUTWARD"] === "1",
    report,
    notice,
    ...(allowedSigners !== undefined && { allowedSigners }),
    installed: true,
  };
}

/** Throws `E_NOT_A_REPOSITORY` where there is no commit to release from. */
export async function requireRepository({ git, root }: Pick<Context, "git" | "root">): Promise<void> {
  const head = await git.run(["rev-parse", "--quiet", "--verify", "HEAD"], { accept: [0, 1, 128] });
  if (head.code !== 0) throw failures.E_NOT_A_REPOSITORY({ dir: root });
}
