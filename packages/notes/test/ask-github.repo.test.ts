import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type GitRepo, gitRepo, repo } from "@releaser/testkit";
import { describe, expect, onTestFinished, test } from "vitest";
import { askGitHub } from "../src/ask-github.ts";
import { openSources } from "../src/open-sources.ts";
import { type ChangelogOptions, parseOptions } from "../src/parse-options.ts";

const host = { kind: "github", origin: "https://github.com", path: "acme/tools" } as const;
const token = "a-secret";

/** A server that answers on this machine alone, and its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

interface Sent {
  readonly authorization: string | undefined;
  readonly query: string;
  readonly variables: unknown;
}

/** GitHub as it answers: every commit that `answers` knows, under the names that were asked for. */
async function gitHub(answers: Readonly<Record<string, unknown>>): Promise<{ api: string; sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  const api = await serve((request, response) => {
    void text(request).then((body) => {
      const { query, variables } = JSON.parse(body) as Sent;
      sent.push({ authorization: request.headers.authorization, query, variables });
      const asked = [...query.matchAll(/(?<name>c\d+): object\(expression: "(?<id>[0-9a-f]+)"\)/gu)];
      const repository = asked.map(({ groups }) => [groups?.["name"], answers[groups?.["id"] ?? ""] ?? null]);
      response.end(JSON.stringify({ data: { repository: Object.fromEntries(repository) as unknown } }));
    });
  });
  return { api, sent };
}

function pull(number: number, mergedAt: string | null, login: string, nameWithOwner = "Acme/tools"): unknown {
  return { number, mergedAt, author: { login }, repository: { nameWithOwner } };
}

function commit(login: string | undefined, ...nodes: readonly unknown[]): unknown {
  return { author: { user: login === undefined ? null : { login } }, associatedPullRequests: { nodes } };
}

describe("GitHub", () => {
  test("is asked once for many commits, and the pull request that was merged first counts", async () => {
    const { api, sent } = await gitHub({
      "0000001": commit(
        "joe",
        pull(3, null, "x"),
        pull(5, "2026-02-01T00:00:00Z", "y"),
        pull(4, "2026-01-01T00:00:00Z", "jane"),
      ),
      "0000002": commit("joe_acme", pull(6, "2026-01-01T00:00:00Z", "x", "someone/fork")),
      "0000003": commit("not [a](login)"),
    });
    const ids = ["0000001", "0000002", "0000003", "0000004"];
    expect([...(await askGitHub(ids, { host, token, api }))]).toEqual([
      ["0000001", { pull: 4, author: { login: "jane" } }],
      ["0000002", { pull: undefined, author: { login: "joe_acme" } }],
      ["0000003", { pull: undefined, author: undefined }],
    ]);
    expect(sent).toMatchObject([{ authorization: `Bearer ${token}`, variables: { owner: "acme", name: "tools" } }]);
  });

  test("is asked for a hundred commits with each request", async () => {
    const ids = Array.from({ length: 201 }, (_, at) => (at + 0x1_00_00_00).toString(16));
    const { api, sent } = await gitHub(Object.fromEntries(ids.map((id) => [id, commit("jane")])));
    expect((await askGitHub(ids, { host, token, api })).size).toBe(201);
    expect(sent).toHaveLength(3);
  });

  test("is not waited for longer than the limit", async () => {
    const api = await serve(() => undefined);
    await expect(askGitHub(["0000001"], { host, token, api, milliseconds: 50 })).rejects.toThrow(/timeout/u);
  });
});

/** What is known of a commit where GitHub is asked at an address, and what the person is told. */
async function known(api: string, ownToken: string = token): Promise<readonly unknown[]> {
  return await knownIn(gitRepo(repo().pkg("@s/a@1.0.0")), { repo: "acme/tools", github: true, api }, ownToken);
}

async function knownIn(made: GitRepo, options: ChangelogOptions, ownToken = token): Promise<readonly unknown[]> {
  const id = made.commit("Waits (#12)");
  const told: string[] = [];
  const warn = (line: string): void => void told.push(line);
  const { factsOf } = openSources(parseOptions(options), { cwd: made.dir, token: ownToken, warn });
  const facts = await Promise.all([factsOf(id), factsOf(id)]);
  return [facts[1], ...told];
}

function onlyRemote(origin: string): string {
  return `only the remote says that GitHub is at ${origin}; "repo", "host" or "api" has to`;
}

describe("where GitHub does not help, the links are those of git, and a line says so", () => {
  const fallback = { pull: 12, author: { name: "Tester" } };
  const line = (reason: string): string =>
    `@releaser/notes: GitHub was not asked or did not answer (${reason}); links come from git alone`;

  test.each<[string, RequestListener, string]>([
    ["refuses", (_request, response) => void response.writeHead(401).end(`${token} is bad`), "HTTP 401"],
    ["sends no JSON", (_request, response) => void response.end(token), "an answer that is no JSON"],
    [
      "knows no such repository",
      (_, response) => void response.end('{"data":{"repository":null}}'),
      "no data of the repository",
    ],
    ["answers with errors", (_, response) => void response.end('{"errors":[{}]}'), "no data of the repository"],
  ])("because it %s", async (_what, listener, reason) => {
    expect(await known(await serve(listener))).toEqual([fallback, line(reason)]);
  });

  test("because it leads elsewhere, where the token does not go", async () => {
    const { api: elsewhere, sent } = await gitHub({});
    const api = await serve((_request, response) => void response.writeHead(307, { location: elsewhere }).end());
    const [facts, told] = await known(api);
    expect([facts, sent]).toEqual([fallback, []]);
    expect(told).toMatch(/^@releaser\/notes: GitHub was not asked or did not answer \(.+\)/u);
    expect(told).not.toContain(token);
  });

  test("because what should be a token cannot be sent", async () => {
    expect(await known("http://127.0.0.1:9/", "a-\nsecret")).toEqual([
      fallback,
      line("what GITHUB_TOKEN or GH_TOKEN holds is no token"),
    ]);
  });

  test.each([
    ["https://github.com.evil.test/acme/tools", {}, onlyRemote("https://github.com.evil.test")],
    ["git@github.evil.test:acme/tools.git", {}, onlyRemote("https://github.evil.test")],
    [
      "http://github.acme.test/acme/tools",
      { host: "github" },
      "http://github.acme.test/api/graphql is not an https address",
    ],
  ])("because the token does not go where the remote %s leads with %j", async (url, options, reason) => {
    const made = gitRepo(repo().pkg("@s/a@1.0.0"));
    made.git("remote", "add", "origin", url);
    expect(await knownIn(made, { github: true, ...options })).toEqual([fallback, line(reason)]);
  });

  test("because there is no token", async () => {
    expect(await known("http://127.0.0.1:9/", "")).toEqual([
      fallback,
      line("there is no token in GITHUB_TOKEN or GH_TOKEN"),
    ]);
  });
});

test("what GitHub knows counts before what git says", async () => {
  const api = await serve((_request, response) => {
    response.end(
      JSON.stringify({ data: { repository: { c0: commit("x", pull(99, "2026-01-01T00:00:00Z", "jane")) } } }),
    );
  });
  expect(await known(api)).toEqual([{ pull: 99, author: { login: "jane" } }]);
});
