import { deleteAsset, getAsset, listAssets, updateAsset, uploadAsset } from "./assets.ts";
import type { Endpoint } from "./call.ts";
import { dispatchWorkflow, listChecks } from "./checks.ts";
import { createComment, listComments, updateComment } from "./comments.ts";
import { createIssue, listIssues, updateIssue } from "./issues.ts";
import { createPull, getPull, listPulls, listPullsOfCommit, updatePull } from "./pulls.ts";
import * as releases from "./releases.ts";
import * as repository from "./repository.ts";

const repo = "/repos/{owner}/{repo}";

/** Every endpoint there is, by method and path as GitHub's description writes it; the first that fits answers. */
const routes: Readonly<Record<string, Endpoint>> = {
  "GET /installation/repositories": repository.listInstalledOn,
  [`GET ${repo}`]: repository.getRepository,
  [`GET ${repo}/git/ref/{ref}`]: repository.getRef,
  [`GET ${repo}/branches/{branch}/protection`]: repository.getBranchProtection,
  [`GET ${repo}/rules/branches/{branch}`]: repository.listBranchRules,
  [`GET ${repo}/rulesets`]: repository.listRulesets,
  [`GET ${repo}/rulesets/{ruleset_id}`]: repository.getRuleset,
  [`GET ${repo}/environments`]: repository.listEnvironments,
  [`GET ${repo}/immutable-releases`]: repository.getImmutableReleases,
  [`GET ${repo}/releases`]: releases.listReleases,
  [`POST ${repo}/releases`]: releases.createRelease,
  [`GET ${repo}/releases/latest`]: releases.getLatestRelease,
  [`GET ${repo}/releases/tags/{tag}`]: releases.getReleaseByTag,
  [`GET ${repo}/releases/assets/{asset_id}`]: getAsset,
  [`PATCH ${repo}/releases/assets/{asset_id}`]: updateAsset,
  [`DELETE ${repo}/releases/assets/{asset_id}`]: deleteAsset,
  [`GET ${repo}/releases/{release_id}`]: releases.getRelease,
  [`PATCH ${repo}/releases/{release_id}`]: releases.updateRelease,
  [`DELETE ${repo}/releases/{release_id}`]: releases.deleteRelease,
  [`GET ${repo}/releases/{release_id}/assets`]: listAssets,
  [`POST ${repo}/releases/{release_id}/assets`]: uploadAsset,
  [`GET ${repo}/commits/{commit_sha}/pulls`]: listPullsOfCommit,
  [`GET ${repo}/commits/{ref}/check-runs`]: listChecks,
  [`POST ${repo}/actions/workflows/{workflow_id}/dispatches`]: dispatchWorkflow,
  [`GET ${repo}/issues`]: listIssues,
  [`POST ${repo}/issues`]: createIssue,
  [`PATCH ${repo}/issues/{issue_number}`]: updateIssue,
  [`GET ${repo}/issues/{issue_number}/comments`]: listComments,
  [`POST ${repo}/issues/{issue_number}/comments`]: createComment,
  [`PATCH ${repo}/issues/comments/{comment_id}`]: updateComment,
  [`GET ${repo}/pulls`]: listPulls,
  [`POST ${repo}/pulls`]: createPull,
  [`GET ${repo}/pulls/{pull_number}`]: getPull,
  [`PATCH ${repo}/pulls/{pull_number}`]: updatePull,
};

/** A route that fits a request, with what its path holds. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly endpoint: Endpoint;
  readonly parameters: Readonly<Record<string, string>>;
}

const patterns = Object.entries(routes).map(([route, endpoint]) => {
  const [method = "", path = ""] = route.split(" ");
  return { method, path, endpoint, pattern: toPattern(path) };
});

/** Undefined where there is none. */
export function findRoute(method: string, pathname: string): Route | undefined {
  for (const { pattern, ...route } of patterns) {
    const found = route.method === method ? pattern.exec(pathname) : null;
    if (found) {
      const decoded = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { ...route, parameters: Object.fromEntries(decoded) as Route["parameters"] };
    }
  }
  return undefined;
}

/** Names of tags, references and branches may hold slashes. */
function toPattern(path: string): RegExp {
  const source = path.replaceAll(/\{(\w+)\}/gu, (_, name: string) =>
    ["tag", "ref", "branch"].includes(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}$`, "u");
}
