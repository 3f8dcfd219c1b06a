import { gitHubTokenVariables, parseAddress, safeLine, type WebHost } from "@releaser/core";
import DataLoader from "dataloader";
import { askGitHub } from "./ask-github.ts";
import { type CommitFacts, toFacts } from "./commit-facts.ts";
import { toApi } from "./github-api.ts";
import type { Settings } from "./parse-options.ts";
import { readCommits, readOrigin } from "./read-git.ts";

/** Where the links of a changelog come from. */
export interface Sources {
  /** Where the repository has its pages; undefined where it has none that are known. */
  readonly host: Promise<WebHost | undefined>;
  /** What is known of a commit, by its hexadecimal id or its beginning. What is asked at one time is looked up together. */
  factsOf(commit: string): Promise<CommitFacts>;
}

/** What does not come from the options. */
export interface Surroundings {
  readonly cwd: string;
  /** For GitHub; asked only where the options say so. */
  readonly token: string | undefined;
  /** Takes a line for the person who runs this. */
  readonly warn: (line: string) => void;
}

/** Opens the sources that settings name: git, and GitHub's interface with `github: true`. Nothing is asked yet but the remote. */
export function openSources(settings: Settings, surroundings: Surroundings): Sources {
  const host = findHost(settings, surroundings.cwd);
  const loader = new DataLoader<string, CommitFacts>(
    async (commits) => {
      const known = await readFacts(commits, { settings, surroundings, host: await host });
      return commits.map((commit) => known(commit));
    },
    { maxBatchSize: Number.POSITIVE_INFINITY },
  );
  return { host, factsOf: async (commit) => await loader.load(commit) };
}

async function findHost({ repo, host }: Settings, cwd: string): Promise<WebHost | undefined> {
  if (repo === false) return undefined;
  const text = repo ?? (await readOrigin(cwd));
  // A remote without a colon is a path on this disk.
  const address =
    text === undefined || (repo === undefined && !text.includes(":")) ? undefined : parseAddress(text, host);
  return address?.kind === undefined ? undefined : { ...address, kind: address.kind };
}

interface Asked {
  readonly settings: Settings;
  readonly surroundings: Surroundings;
  readonly host: WebHost | undefined;
}

type Known = (commit: string) => CommitFacts;

async function readFacts(commits: readonly string[], asked: Asked): Promise<Known> {
  if (asked.host === undefined && !asked.settings.authors) return () => ({ pull: undefined, author: undefined });
  const [records, online] = await Promise.all([
    readCommits(asked.surroundings.cwd, commits),
    readOnline(commits, asked),
  ]);
  return (commit) => {
    const record = records.get(commit);
    const offline = record && toFacts(record, asked.host?.kind);
    const told = online.get(commit);
    return { pull: told?.pull ?? offline?.pull, author: told?.author ?? offline?.author };
  };
}

/** Nothing, with a line of warning, where GitHub cannot be asked or does not answer: the links from git are left. */
async function readOnline(
  commits: readonly string[],
  { settings, surroundings: { token, warn }, host }: Asked,
): Promise<ReadonlyMap<string, CommitFacts>> {
  if (!settings.github) return new Map();
  try {
    if (host?.kind !== "github") throw new Error("the repository is not known to be there");
    const checked = token?.trim() ?? "";
    if (checked === "") throw new Error(`there is no token in ${gitHubTokenVariables}`);
    // Because the error about a header that cannot be sent quotes it.
    if (!/^[!-~]+$/u.test(checked)) throw new Error(`what ${gitHubTokenVariables} holds is no token`);
    return await askGitHub(commits, { host, token: checked, api: toApi(host, settings) });
  } catch (error) {
    const reason = safeLine(reasonOf(error));
    warn(`@releaser/notes: GitHub was not asked or did not answer (${reason}); links come from git alone`);
    return new Map();
  }
}

/** The code of what failed underneath, where there is one: `fetch` itself says little. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}
