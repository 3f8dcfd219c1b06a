import type { Failure, Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { askGitHub, ifThere } from "./ask-github.ts";
import { matchesRef } from "./matches-ref.ts";
import type { GitHubClient } from "./open-client.ts";

/** What GitHub tells of a token's abilities before anything is done with it. */
export interface Abilities {
  /** Undefined where GitHub does not tell: it does not for the token of an app or a workflow. */
  readonly mayPush: boolean | undefined;
  /** Whether releases of the repository are immutable; undefined for those who may not ask. */
  readonly immutable: boolean | undefined;
  /** Names of rulesets that keep this token from making one of the tags. */
  readonly forbidden: readonly string[];
}

export interface PermissionsResourceOptions {
  readonly client: GitHubClient;
  /** The tags that are to be made; none where they are there already. */
  readonly newTags: readonly string[];
}

/**
 * Whether the token may make the release, as far as GitHub lets itself be asked, id `github:<owner>/<name>`: as a preflight,
 * so before anything outward happens. It never stands in the way of looking.
 */
export function permissionsResource({ client, newTags }: PermissionsResourceOptions): Resource<Abilities> {
  const { owner, repo } = client.place;
  const repository = `${owner}/${repo}`;
  let asked: Promise<Abilities> | undefined;
  return {
    id: `github:${repository}`,
    stage: "staged",
    title: `asking GitHub what may be done in ${repository}`,
    preflight: async () => {
      asked = readAbilities(client, newTags);
      return toFailures(client, newTags, await asked);
    },
    observe: async () => ({ is: "equal", seen: await (asked ?? readAbilities(client, newTags)) }),
    apply: () => Promise.resolve(),
    describe: ({ immutable }) => `${repository}${immutable === true ? ", releases are immutable" : ""}`,
  };
}

function toFailures(
  client: GitHubClient,
  tags: readonly string[],
  { mayPush, forbidden }: Abilities,
): readonly Failure[] {
  const repository = `${client.place.owner}/${client.place.repo}`;
  const { hasToken } = client;
  const [task, right] = ["make releases", "contents: write"];
  if (!hasToken || mayPush === false) {
    return [failures.E_GITHUB_AUTH({ repository, task, right, status: 403, hasToken }).failure];
  }
  return forbidden.length === 0 ? [] : [failures.E_GITHUB_RULES({ repository, tags, rulesets: forbidden }).failure];
}

async function readAbilities(client: GitHubClient, tags: readonly string[]): Promise<Abilities> {
  const { octokit, hasToken } = client;
  const reading = { task: "read the repository", right: "metadata: read" };
  const { data } = await askGitHub(client, reading, (repository) =>
    octokit.request("GET /repos/{owner}/{repo}", repository),
  );
  const setting = hasToken
    ? await askGitHub(client, reading, (repository) =>
        ifThere(octokit.request("GET /repos/{owner}/{repo}/immutable-releases", repository), 403, 404),
      )
    : undefined;
  const isUnknown = data.permissions?.push !== true && hasToken && (await isApp(client));
  const mayPush = isUnknown ? undefined : data.permissions?.push === true;
  return {
    mayPush,
    immutable: setting && "enabled" in setting.data ? setting.data.enabled : undefined,
    forbidden: hasToken && tags.length > 0 ? await forbiddingRulesets(client, tags) : [],
  };
}

/** What an app or a workflow may do is not told to it: to push, it always says no. */
async function isApp(client: GitHubClient): Promise<boolean> {
  const reading = { task: "read what the token belongs to", right: "metadata: read" };
  const installed = await askGitHub(client, reading, () =>
    ifThere(client.octokit.request("GET /installation/repositories", { per_page: 1 }), 401, 403, 404),
  );
  return installed !== undefined;
}

async function forbiddingRulesets(client: GitHubClient, tags: readonly string[]): Promise<readonly string[]> {
  const { octokit } = client;
  const reading = { task: "read the rulesets", right: "metadata: read" };
  const listed = await askGitHub(client, reading, (repository) =>
    ifThere(
      octokit.paginate("GET /repos/{owner}/{repo}/rulesets", { ...repository, targets: "tag", per_page: 100 }),
      403,
      404,
    ),
  );
  const active = (listed ?? []).filter(({ enforcement }) => enforcement === "active");
  const whole = await Promise.all(
    active.map(({ id }) =>
      askGitHub(client, reading, (repository) =>
        octokit.request("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", { ...repository, ruleset_id: id }),
      ),
    ),
  );
  return whole.flatMap(({ data: { name, rules = [], conditions, current_user_can_bypass } }) => {
    const names = conditions && "ref_name" in conditions ? conditions.ref_name : undefined;
    const [include, exclude] = [names?.include ?? [], names?.exclude ?? []];
    const isMeant = tags.some((tag) => fitsOne(include, `refs/tags/${tag}`) && !fitsOne(exclude, `refs/tags/${tag}`));
    const forbids = rules.some(({ type }) => type === "creation") && current_user_can_bypass === "never";
    return isMeant && forbids ? [name] : [];
  });
}

function fitsOne(patterns: readonly string[], ref: string): boolean {
  return patterns.some((one) => matchesRef(one, ref));
}
