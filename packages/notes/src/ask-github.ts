import type { CommitFacts } from "./commit-facts.ts";
import { parseGitHubAnswer } from "./parse-github-answer.ts";
import type { WebHost } from "@releaser/core";

export interface AskGitHubOptions {
  readonly host: WebHost;
  readonly token: string;
  /** The address of its interface, as `toApi` gives it. */
  readonly api: string;
  /** For all requests together. */
  readonly milliseconds?: number;
}

const atOnce = 100;

/**
 * Pull request and author of commits by their ids, a hundred with each request. A commit that GitHub does not know is left
 * out. Rejects where it does not answer in time or answers with anything but data; no error holds the token. Ids have to be
 * hexadecimal. The token goes nowhere but to the one address: redirections are refused.
 */
export async function askGitHub(
  ids: readonly string[],
  { host, token, api, milliseconds = 10_000 }: AskGitHubOptions,
): Promise<ReadonlyMap<string, CommitFacts>> {
  const signal = AbortSignal.timeout(milliseconds);
  const found = new Map<string, CommitFacts>();
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce);
    const response = await fetch(api, {
      method: "POST",
      redirect: "error",
      signal,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "user-agent": "releaser-notes" },
      body: JSON.stringify(toQuery(some, host)),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    for (const [index, facts] of parseGitHubAnswer(await response.text(), host.path)) {
      const id = some[index];
      if (id !== undefined) found.set(id, facts);
    }
  }
  return found;
}

const fields = `... on Commit {
  author { user { login } }
  associatedPullRequests(first: 10) { nodes { number mergedAt author { login } repository { nameWithOwner } } }
}`;

function toQuery(ids: readonly string[], { path }: WebHost): object {
  const [owner, name] = path.split("/");
  const objects = ids.map((id, index) => `c${index}: object(expression: "${id}") { ${fields} }`).join("\n");
  const query = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${objects} } }`;
  return { query, variables: { owner, name } };
}
