import type { Commit, FileAt, GitState, History, HistoryGap } from "@releaser/core";
import type { Ahead } from "./ask-ahead.ts";
import { askGit } from "./ask-git.ts";
import type { GitFiles } from "./read-git-state.ts";
import { logArgs, parseLog } from "./parse-log.ts";
import { splitBatch } from "./split-batch.ts";

export interface HistoryOptions {
  readonly root: string;
  /** Undefined outside of a repository. */
  readonly git: GitFiles | undefined;
  /** `main`, or `origin/main`. */
  readonly baseBranch: string;
  /** What git was asked while the files were read. */
  readonly ahead?: Ahead | undefined;
}

/** What git remembers of a folder, through git itself. Each question is asked once; none writes or fetches anything. */
export function readHistory({ root, git: files, baseBranch, ahead }: HistoryOptions): History {
  const git = files?.state;
  const ask = (args: readonly string[], input = ""): Buffer => askGit(root, args, { input }) ?? Buffer.alloc(0);
  const has = git?.head !== undefined;
  const commitOf = remembered((ref: string) => {
    if (!has) return undefined;
    const written = isId(ref) ? ref : files?.commitOf(ref);
    return written ?? lines(ask(["rev-parse", "--verify", "--quiet", `${toName(ref)}^{commit}`]))[0];
  });
  const logs = remembered((commit: string) => (commit === ahead?.base ? ahead.commits : readLog(ask, commit)));
  const merged = remembered(
    () => new Set(has ? lines(ask(["for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", "refs/tags"])) : []),
  );
  const base = remembered(() =>
    ahead !== undefined
      ? ahead.base
      : has
        ? findBase(ask, { git: files, base: baseBranch.replace(/^origin\//u, "") })
        : undefined,
  );
  return {
    gap: gapOf(git),
    mergedTags: () => merged(""),
    textsAt: (wanted) => (has ? textsAt(ask, wanted) : wanted.map(() => undefined)),
    filesAt: (ref, dir) => (isName(ref) && has ? filesAt(ask, ref, dir) : []),
    filesWith: (ref, name, text) =>
      isName(ref) && isName(text) && has ? filesWith(root, { ref, name, text }) : undefined,
    since: (ref) => {
      const commit = isName(ref) ? commitOf(ref) : undefined;
      return commit === undefined ? [] : logs(commit);
    },
    base: () => base(""),
  };
}

type Ask = (args: readonly string[], input?: string) => Buffer;

function gapOf(git: GitState | undefined): HistoryGap | undefined {
  if (git === undefined) return "no repository";
  if (git.head === undefined) return "no commits";
  if (git.shallow) return "shallow clone";
  return git.tags.size === 0 ? "no tags" : undefined;
}

/** A commit by its id, anything else as a tag: a branch of a tag's name is never meant. */
function toName(ref: string): string {
  return isId(ref) ? ref : `refs/tags/${ref}`;
}

function isId(ref: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u.test(ref);
}

/** Whether git can be asked for it on a line of its own. */
function isName(text: string): boolean {
  return text !== "" && !/[\0\n\r]/u.test(text);
}

function textsAt(ask: Ask, wanted: readonly FileAt[]): readonly (string | undefined)[] {
  const asked = wanted.filter(({ ref, file }) => isName(ref) && isName(file));
  if (asked.length === 0) return wanted.map(() => undefined);
  const input = asked.map(({ ref, file }) => `${toName(ref)}^{commit}:./${file}\n`).join("");
  const answers = splitBatch(ask(["cat-file", "--batch"], input));
  const texts = new Map(asked.map((one, index) => [one, answers[index]]));
  return wanted.map((one) => texts.get(one));
}

function filesAt(ask: Ask, ref: string, dir: string): readonly string[] {
  const listed = ask(["ls-tree", "-r", "-z", "--name-only", `${toName(ref)}^{commit}`, "--", `${dir}/`]);
  return listed.toString("utf8").split("\0").filter(Boolean);
}

interface Search {
  readonly ref: string;
  readonly name: string;
  readonly text: string;
}

/** Git searches thousands of files in the time that it takes to find the paths of a hundred; 1 says that none holds it. */
function filesWith(root: string, { ref, name, text }: Search): readonly string[] | undefined {
  const search = ["grep", "--files-with-matches", "--null", "--fixed-strings", "--no-recurse-submodules", "-e", text];
  const found = askGit(root, [...search, toName(ref), "--", `:(glob)**/${name}`], { accept: [0, 1] });
  return found
    ?.toString("utf8")
    .split("\0")
    .filter(Boolean)
    .map((path) => path.slice(toName(ref).length + 1));
}

function readLog(ask: Ask, commit: string): readonly Commit[] {
  const output = ask([...logArgs, "--no-merges", "HEAD", `^${commit}`, "--"]).toString("utf8");
  return parseLog(output).map(({ parents: _, ...logged }) => logged);
}

interface Leaving {
  readonly git: GitFiles | undefined;
  readonly base: string;
}

/** The remote's branch is the one that a pull request is made against; the local one may be old. */
function findBase(ask: Ask, { git, base }: Leaving): string | undefined {
  if (git?.state.branch === base) return undefined;
  for (const name of [`refs/remotes/origin/${base}`, `refs/heads/${base}`]) {
    const [commit] = git?.has(name) === false ? [] : lines(ask(["merge-base", "HEAD", name]));
    if (commit !== undefined) return commit;
  }
  return undefined;
}

function lines(output: Buffer): readonly string[] {
  return output.toString("utf8").split("\n").filter(Boolean);
}

/** Asks for each key once, in vain too. */
function remembered<Value>(ask: (key: string) => Value): (key: string) => Value {
  const held = new Map<string, { readonly value: Value }>();
  return (key) => {
    const known = held.get(key) ?? { value: ask(key) };
    held.set(key, known);
    return known.value;
  };
}
