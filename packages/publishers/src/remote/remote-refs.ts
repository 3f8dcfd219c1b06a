import type { ExecResult, Git } from "@releaser/core";
import { refuseShallow } from "./refuse-shallow.ts";
import { toRemoteFailure } from "./remote-failure.ts";

/** A reference with the object that is to be there. */
export interface RefTarget {
  /** `refs/tags/v1.0.0` or `refs/heads/main`. */
  readonly name: string;
  readonly oid: string;
}

/** A reference as the remote has it: `held` is the object itself, for a branch also one that contains it; `behind` a branch that leads to it. */
export interface RefState extends RefTarget {
  readonly state: "absent" | "behind" | "elsewhere" | "held";
  /** What is there now. */
  readonly found: string | undefined;
}

const anyExit = Array.from({ length: 256 }, (_, code) => code);

/** Runs git against a remote. Throws `E_REF_CONFLICT`, `E_REMOTE_DENIED`, `E_REMOTE_FAILED` or `E_PUSH_REFUSED` with git's own words. */
export async function askRemote(git: Git, remote: string, args: readonly string[]): Promise<ExecResult> {
  const ran = await git.run(args, { accept: anyExit });
  if (ran.code !== 0) throw toRemoteFailure(remote, `${ran.stdout}\n${ran.stderr}`);
  return ran;
}

/** How references stand at a remote. Fetches a branch's objects where they are needed to tell; no local reference changes. Throws `E_HISTORY_SHALLOW` too. */
export async function readRefStates(
  git: Git,
  remote: string,
  refs: readonly RefTarget[],
): Promise<readonly RefState[]> {
  const { stdout } = await askRemote(git, remote, [
    "ls-remote",
    "--refs",
    "--end-of-options",
    remote,
    ...refs.map(({ name }) => name),
  ]);
  const there = parseRefs(stdout);
  return await Promise.all(
    refs.map(async (ref) => {
      const found = there.get(ref.name);
      return { ...ref, found, state: await stateOf(git, remote, { ...ref, found }) };
    }),
  );
}

function parseRefs(listed: string): ReadonlyMap<string, string> {
  const lines = listed.split("\n").filter((line) => line.includes("\t"));
  return new Map(lines.map((line) => [line.slice(line.indexOf("\t") + 1), line.slice(0, line.indexOf("\t"))]));
}

async function stateOf(git: Git, remote: string, ref: Omit<RefState, "state">): Promise<RefState["state"]> {
  const { name, oid, found } = ref;
  if (found === undefined) return "absent";
  if (found === oid) return "held";
  if (!name.startsWith("refs/heads/")) return "elsewhere";
  await ensureObject(git, remote, { name, found });
  if (await isAncestor(git, oid, found)) return "held";
  if (await isAncestor(git, found, oid)) return "behind";
  await refuseShallow(git, { remote, ref: name });
  return "elsewhere";
}

async function ensureObject(
  git: Git,
  remote: string,
  { name, found }: { readonly name: string; readonly found: string },
): Promise<void> {
  const here = await git.run(["cat-file", "-e", `${found}^{commit}`], { accept: anyExit });
  if (here.code === 0) return;
  const quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap="];
  await askRemote(git, remote, ["fetch", ...quiet, "--end-of-options", remote, name]);
}

async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  return (await git.run(["merge-base", "--is-ancestor", ancestor, descendant], { accept: [0, 1] })).code === 0;
}
