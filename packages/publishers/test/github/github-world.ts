import {
  addRepository,
  emptyState,
  openGitHub,
  type GitHubRepository,
  type GitHubServer,
} from "@releaser/testkit/github";
import { onTestFinished } from "vitest";
import { openGitHubClient, openGitHubPage, toGitHubPlace, type GitHubClient } from "../../src/github/index.ts";

/** A fake GitHub with one repository that has a pushed tag, and pages opened on it. */
export interface GitHubWorld {
  readonly server: GitHubServer;
  readonly repository: GitHubRepository;
  client(token?: string): GitHubClient;
  page(token?: string): ReturnType<typeof openGitHubPage>;
}

export async function gitHubWorld(more: Partial<GitHubRepository> = {}): Promise<GitHubWorld> {
  const state = emptyState();
  state.tokens = {
    writer: { login: "releaser", role: "write", refusal: 403 },
    reader: { login: "reader", role: "read", refusal: 403 },
    workflow: { login: "github-actions", role: "write", app: true, refusal: 403 },
    classic: { login: "reader", role: "read", refusal: 404 },
  };
  const refs = { "refs/heads/main": "a".repeat(40), "refs/tags/v1.0.0": "b".repeat(40) };
  const repository = addRepository(state, "acme/shop", { refs, ...more });
  const server = await openGitHub({ state });
  onTestFinished(() => server.close());
  const config = {
    kind: "github",
    repository: "acme/shop",
    apiUrl: server.at.api,
    uploadUrl: server.at.uploads,
  } as const;
  const place = toGitHubPlace({ config, env: {}, remoteUrl: undefined });
  const client: GitHubWorld["client"] = (token = "writer") =>
    openGitHubClient({ place, ...(token !== "" && { token }), timeout: 5000 });
  return { server, repository, client, page: (token) => openGitHubPage(client(token)) };
}
