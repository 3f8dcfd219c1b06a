import { askGitHub, ifThere } from "./ask-github.ts";
import { matchesRef } from "./matches-ref.ts";
import type { GitHubClient } from "./open-client.ts";

/** What guards a repository on GitHub. Each is undefined where this token may not ask. */
export interface Guards {
  /** Kinds of rules that hold for the branch: `pull_request`, `non_fast_forward`. */
  readonly branchRules: readonly string[] | undefined;
  /** Names of active rulesets that are about the tag. */
  readonly tagRulesets: readonly string[] | undefined;
  /** Names of environments. */
  readonly environments: readonly string[] | undefined;
}

/** Asks for what guards a branch and a tag, changes nothing. Throws as `askGitHub` does. */
export async function readGuards(
  client: GitHubClient,
  { branch, tag }: { readonly branch: string; readonly tag: string },
): Promise<Guards> {
  const { octokit } = client;
  const reading = { task: "read what guards the repository", right: "metadata: read" };
  const rules = await askGitHub(client, reading, (repository) =>
    ifThere(octokit.request("GET /repos/{owner}/{repo}/rules/branches/{branch}", { ...repository, branch }), 403, 404),
  );
  const environments = await askGitHub(client, reading, (repository) =>
    ifThere(octokit.request("GET /repos/{owner}/{repo}/environments", { ...repository, per_page: 100 }), 401, 403, 404),
  );
  return {
    branchRules: rules && [...new Set(rules.data.map(({ type }) => type))],
    tagRulesets: await rulesetsOf(client, tag),
    environments: environments && (environments.data.environments ?? []).map(({ name }) => name),
  };
}

async function rulesetsOf(client: GitHubClient, tag: string): Promise<readonly string[] | undefined> {
  const { octokit } = client;
  const reading = { task: "read the rulesets", right: "metadata: read" };
  const listed = await askGitHub(client, reading, (repository) =>
    ifThere(
      octokit.paginate("GET /repos/{owner}/{repo}/rulesets", { ...repository, targets: "tag", per_page: 100 }),
      401,
      403,
      404,
    ),
  );
  if (listed === undefined) return undefined;
  const whole = await Promise.all(
    listed
      .filter(({ enforcement }) => enforcement === "active")
      .map(({ id }) =>
        askGitHub(client, reading, (repository) =>
          octokit.request("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", { ...repository, ruleset_id: id }),
        ),
      ),
  );
  return whole.flatMap(({ data: { name, conditions } }) => {
    const names = conditions && "ref_name" in conditions ? conditions.ref_name : undefined;
    const isMeant = (names?.include ?? []).some((pattern) => matchesRef(pattern, `refs/tags/${tag}`));
    return isMeant ? [name] : [];
  });
}
