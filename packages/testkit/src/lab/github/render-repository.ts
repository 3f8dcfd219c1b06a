import type { Addresses } from "./call.ts";
import type { GitHubRepository, GitHubToken } from "./github-state.ts";

/** An account as GitHub shows it. */
export function renderUser(login: string, { api, web }: Pick<Addresses, "api" | "web">): object {
  const url = `${api}/users/${login}`;
  const below = ["events", "followers", "following", "gists", "received_events", "starred", "subscriptions"];
  return {
    login,
    id: numberOf(login),
    node_id: `U_${login}`,
    avatar_url: `${web}/${login}.png`,
    gravatar_id: "",
    url,
    html_url: `${web}/${login}`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    ...Object.fromEntries(below.map((name) => [`${name}_url`, `${url}/${name}`])),
    type: "User",
    site_admin: false,
  };
}

const addresses = [
  ..."archive assignees blobs branches collaborators comments commits compare contents contributors".split(" "),
  ..."deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events".split(" "),
  ..."issues keys labels languages merges milestones notifications pulls releases stargazers statuses".split(" "),
  ..."subscribers subscription tags teams trees".split(" "),
];

/** A repository as GitHub shows it, with what the asker may do. */
export function renderRepository(repository: GitHubRepository, at: Addresses, viewer?: GitHubToken): object {
  const { owner, name, id } = repository;
  const path = `${owner}/${name}`;
  const [url, html] = [`${at.api}/repos/${path}`, `${at.web}/${path}`];
  const counts =
    "forks forks_count network_count open_issues open_issues_count size stargazers_count subscribers_count";
  return {
    id,
    node_id: `R_${id}`,
    name,
    full_name: path,
    owner: renderUser(owner, at),
    private: repository.private,
    html_url: html,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(addresses.map((one) => [`${one}_url`, `${url}/${one}`])),
    clone_url: `${html}.git`,
    git_url: `git://${new URL(at.web).host}/${path}.git`,
    ssh_url: `git@${new URL(at.web).hostname}:${path}.git`,
    svn_url: html,
    homepage: null,
    language: null,
    mirror_url: null,
    license: null,
    default_branch: repository.defaultBranch,
    ...Object.fromEntries([...counts.split(" "), "watchers", "watchers_count"].map((one) => [one, 0])),
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: repository.categories.length > 0,
    archived: false,
    disabled: false,
    pushed_at: repository.createdAt,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    ...(viewer && { permissions: permissionsOf(viewer) }),
  };
}

/** An app is told none, whatever it may do. */
function permissionsOf({ role, app = false }: GitHubToken): object {
  const [admin, push] = [role === "admin" && !app, role !== "read" && !app];
  return { admin, maintain: admin, push, triage: push, pull: !app };
}

/** The same for the same name. */
function numberOf(name: string): number {
  return Array.from(name).reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003, 7);
}
