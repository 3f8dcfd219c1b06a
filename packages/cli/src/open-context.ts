import { openNpmRegistry } from "@releaser/publishers";
import { openExec, openGit } from "@releaser/workspace";
import type { Clock, ReconcileEvent } from "@releaser/core";
import type { Context } from "./context.ts";
import { failures } from "./failures.ts";
import { openImage } from "./open-image.ts";
import { openPage } from "./open-page.ts";
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
}

/** The real edges for a repository: its configuration, git, the registries that npm's own configuration names, its release page. */
export async function openContext(options: OpenContextOptions): Promise<Context> {
  const { outward, signal, report, notice, allowedSigners } = options;
  const { packageManager, ...repository } = await openRepository(options.cwd, options.clock);
  const { root, config } = repository;
  const env = withPackageManager(options.env, { root, packageManager });
  const exec = openExec();
  const git = openGit(root, {
    exec,
    ...(config.remoteTimeout !== undefined && { patience: config.remoteTimeout * 1000 }),
  });
  return {
    ...repository,
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
