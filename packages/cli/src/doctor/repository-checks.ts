import { checkRemote, refuseShallow, toRemoteFailure } from "@releaser/publishers";
import { plannerOf } from "@releaser/workspace";
import { ReleaserError, type Workspace } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import type { Answer, Check } from "./check.ts";

export interface RepositoryOptions {
  readonly context: Context;
  readonly workspace: Workspace;
  /** The branch that releases are made on. */
  readonly branch: string;
}

/** What a release needs of the repository itself: Changesets, a name to commit under, all of history, a remote, a durable place. */
export function repositoryChecks({ context, workspace, branch }: RepositoryOptions): readonly Check[] {
  const { git, config, root, engineRoot } = context;
  const remote = config.remote ?? "origin";
  return [
    {
      id: "changesets:planner",
      title: "looking for Changesets",
      look: async () => {
        if (workspace.changesets === undefined) throw failures.E_NOTHING_PLANS({ root });
        const { version, from } = await plannerOf(engineRoot);
        return { is: "sound", note: from === "workspace" ? version : `${version}, ours: none is installed here` };
      },
    },
    {
      id: "git:identity",
      title: "looking for whom git knows",
      look: async () => {
        const said = await git.run(["var", "GIT_COMMITTER_IDENT"], { accept: [0, 128] });
        const [who = ""] = /^.*>/u.exec(said.stdout) ?? [];
        const next = "git config user.name '<name>' && git config user.email '<address>'";
        return said.code === 0
          ? { is: "sound", note: who }
          : { is: "advised", note: "git knows nobody here, so Releaser commits under a stand-in", who: "you", next };
      },
    },
    {
      id: "git:history",
      title: "looking at how far back history goes",
      look: async () => {
        await refuseShallow(git, { remote, ref: branch });
        return { is: "sound", note: "all of it is here" };
      },
    },
    remoteCheck(context, branch),
    pageCheck(context),
  ];
}

function remoteCheck({ config, git }: Context, branch: string): Check {
  const remote = config.remote ?? "origin";
  return {
    id: `git:${remote}`,
    title: `asking ${remote} for ${branch}`,
    look: async () => {
      const named = await git.run(["remote", "get-url", "--end-of-options", remote], { accept: [0, 2, 128] });
      if (named.code !== 0) throw failures.E_REMOTE_MISSING({ remote });
      await checkRemote(git, remote);
      const ref = `refs/heads/${branch}`;
      const asked = await git.run(["ls-remote", "--refs", "--end-of-options", remote, ref], { accept: anyExit });
      if (asked.code !== 0) return unanswered(remote, asked.stderr);
      return asked.stdout.includes(ref)
        ? { is: "sound", note: `has ${branch}` }
        : { is: "advised", note: `has no ${branch} yet`, who: "you", next: `git push ${remote} ${branch}` };
    },
  };
}

const anyExit = Array.from({ length: 256 }, (_, code) => code);

/** Throws where it is the right that is missing. */
function unanswered(remote: string, said: string): Answer {
  const { failure } = toRemoteFailure(remote, said);
  if (failure.exit === 9) throw new ReleaserError(failure);
  const [line = ""] = said.trim().split("\n");
  return { is: "unknown", note: `${remote} did not answer: ${line}`, who: "you", next: "type it again where it does" };
}

function pageCheck({ config, page, github }: Context): Check {
  return {
    id: `page:${config.page?.kind ?? "none"}`,
    title: "looking for the place of release pages",
    look: async () => {
      if (page === undefined) throw failures.E_NO_PAGE({ key: "a release" });
      if (config.page?.kind === "directory") return { is: "sound", note: config.page.path };
      // Where it is not told where that is, asking tells why.
      if (github === undefined) await page.list("v0.0.0");
      return { is: "sound", note: github === undefined ? "" : `${github.place.owner}/${github.place.repo}` };
    },
  };
}
