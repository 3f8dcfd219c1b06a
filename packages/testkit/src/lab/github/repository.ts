import { paginated, type Endpoint } from "./call.ts";
import { notFound, Refusal } from "./exchange.ts";
import { objectType, readRefs } from "./refs.ts";
import { renderRepository } from "./render-repository.ts";

export const getRepository: Endpoint = ({ repository, at, viewer }) => ({
  status: 200,
  body: renderRepository(repository, at, viewer),
});

/** What an app was installed on; others are told that they are none. */
export const listInstalledOn: Endpoint = ({ repository, at, viewer }) => {
  if (viewer?.app !== true) throw new Refusal(403, "You must authenticate with an installation access token.");
  return { status: 200, body: { total_count: 1, repositories: [renderRepository(repository, at, viewer)] } };
};

export const getRef: Endpoint = ({ repository, parameters, at }) => {
  const name = `refs/${parameters["ref"] ?? ""}`;
  const sha = readRefs(repository).get(name);
  if (sha === undefined) throw notFound();
  const git = `${at.api}/repos/${repository.owner}/${repository.name}/git`;
  const type = objectType(repository, sha);
  const object = { type, sha, url: `${git}/${type}s/${sha}` };
  return { status: 200, body: { ref: name, node_id: `REF_${sha}`, url: `${git}/${name}`, object } };
};

/** For administrators. */
export const getBranchProtection: Endpoint = ({ repository, parameters, at, viewer }) => {
  if (viewer?.role !== "admin") throw new Refusal(403, "Resource not accessible by integration");
  const branch = parameters["branch"] ?? "";
  if (!repository.protectedBranches.includes(branch)) throw new Refusal(404, "Branch not protected");
  const url = `${at.api}/repos/${repository.owner}/${repository.name}/branches/${branch}/protection`;
  return {
    status: 200,
    body: { url, required_pull_request_reviews: reviews(url), allow_force_pushes: { enabled: false } },
  };
};

function reviews(url: string): object {
  const flags = { dismiss_stale_reviews: false, require_code_owner_reviews: false, require_last_push_approval: false };
  return { url: `${url}/required_pull_request_reviews`, ...flags, required_approving_review_count: 1 };
}

/** The rules that hold for a branch, for whoever can read. */
export const listBranchRules: Endpoint = (call) => {
  const isProtected = call.repository.protectedBranches.includes(call.parameters["branch"] ?? "");
  const parameters = {
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 1,
    required_review_thread_resolution: false,
  };
  const source = { ruleset_source_type: "Repository", ruleset_source: "rules", ruleset_id: 1 };
  return paginated(call, isProtected ? [{ type: "pull_request", parameters, ...source }] : [], (rule) => rule);
};

export const listRulesets: Endpoint = (call) =>
  paginated(call, rulesetsOf(call), (ruleset) => renderRuleset(call.repository, ruleset));

export const getRuleset: Endpoint = (call) => {
  const found = rulesetsOf(call).find(({ id }) => id === Number(call.parameters["ruleset_id"]));
  if (!found) throw notFound();
  const conditions = { ref_name: { include: found.include, exclude: [] } };
  return {
    status: 200,
    body: {
      ...renderRuleset(call.repository, found),
      conditions,
      rules: found.rules.map((type) => ({ type })),
      current_user_can_bypass: found.bypass.includes(call.viewer?.login ?? "") ? "always" : "never",
    },
  };
};

function rulesetsOf({ repository, request }: Parameters<Endpoint>[0]): typeof repository.tagRulesets {
  const targets = request.url.searchParams.get("targets")?.split(",");
  return repository.tagRulesets.filter(({ target }) => targets === undefined || targets.includes(target));
}

function renderRuleset(
  { owner, name }: { readonly owner: string; readonly name: string },
  ruleset: { readonly id: number; readonly name: string; readonly target: string; readonly enforcement: string },
): object {
  const { id, target, enforcement } = ruleset;
  return { id, name: ruleset.name, target, source_type: "Repository", source: `${owner}/${name}`, enforcement };
}

/** For whoever can read. */
export const listEnvironments: Endpoint = ({ repository, at }) => {
  const { owner, name, environments, createdAt } = repository;
  const rendered = environments.map((environment, index) => ({
    id: index + 1,
    node_id: `EN_${index + 1}`,
    name: environment,
    url: `${at.api}/repos/${owner}/${name}/environments/${environment}`,
    html_url: `${at.web}/${owner}/${name}/deployments/activity_log?environments_filter=${environment}`,
    created_at: createdAt,
    updated_at: createdAt,
  }));
  return { status: 200, body: { total_count: rendered.length, environments: rendered } };
};

/** For those who may administrate; others are told that nothing is there. */
export const getImmutableReleases: Endpoint = ({ repository, viewer }) => {
  if (viewer?.role !== "admin" || !repository.immutableReleases) throw notFound();
  return { status: 200, body: { enabled: true, enforced_by_owner: false } };
};
