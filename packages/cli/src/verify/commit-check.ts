import { type Resource, ReleaserError } from "@releaser/core";
import { failureOf, type Verification, verifyCommit } from "@releaser/provenance";
import type { Train } from "../release/train.ts";
import { foreignPaths } from "../version/release-files.ts";

/** The version commit of a release beside the plan in it. */
export async function judgeCommit({ git, context, release, trust, workspace }: Train): Promise<Verification> {
  const { commit, plan } = release;
  return await verifyCommit({
    git,
    exec: context.exec,
    commit,
    plan,
    ...trust,
    foreignPaths: (paths) => foreignPaths(paths, workspace, plan),
  });
}

/** The version commit names decisions that exist and touches what it may. What a merge button made of its message is told and fails nothing. */
export function commitCheck(train: Train): Resource<Verification> {
  const { release } = train;
  return {
    id: `commit:${release.commit.slice(0, 12)}`,
    stage: "verified",
    title: `comparing the version commit of ${release.key} with its plan`,
    observe: async () => {
      const seen = await judgeCommit(train);
      const failure = failureOf(seen);
      if (failure !== undefined) throw new ReleaserError(failure);
      return { is: "equal", seen };
    },
    apply: () => Promise.resolve(),
    describe: ({ problems }) =>
      problems.length === 0
        ? "message, decisions and files agree with its plan"
        : problems.map(({ failure }) => failure.what).join("; "),
  };
}
