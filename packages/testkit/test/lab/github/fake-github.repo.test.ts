import { createHash } from "node:crypto";
import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  addRepository,
  emptyState,
  openGitHub,
  type GitHubRepository,
  type GitHubServer,
} from "../../../src/lab/github/index.ts";

interface Client {
  readonly server: GitHubServer;
  readonly repository: GitHubRepository;
  ask(route: string, options?: AskOptions): Promise<Told>;
}

interface AskOptions {
  readonly body?: unknown;
  readonly bytes?: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Told {
  readonly status: number;
  readonly headers: Headers;
  /** Text where it is no JSON. */
  readonly json: ReturnType<typeof JSON.parse>;
}

async function github(more: Partial<GitHubRepository> = {}): Promise<Client> {
  const state = emptyState();
  state.tokens = {
    writer: { login: "releaser", role: "write", refusal: 403 },
    reader: { login: "reader", role: "read", refusal: 403 },
    classic: { login: "reader", role: "read", refusal: 404 },
    admin: { login: "owner", role: "admin", refusal: 403 },
  };
  const repository = addRepository(state, "acme/shop", { refs: { "refs/heads/main": "a".repeat(40) }, ...more });
  const server = await openGitHub({ state, now: () => new Date("2026-11-27T12:00:00Z") });
  onTestFinished(() => server.close());
  const ask: Client["ask"] = async (route, { body, bytes, token = "writer", headers } = {}) => {
    const [method = "", path = ""] = route.split(" ");
    const response = await fetch(path.startsWith("http") ? path : `${server.at.api}/repos/acme/shop${path}`, {
      method,
      redirect: "manual",
      headers: {
        accept: "application/vnd.github+json",
        "user-agent": "test",
        ...(token !== "" && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(bytes !== undefined && { "content-type": "application/octet-stream" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(bytes !== undefined && { body: bytes }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text,
    };
  };
  return { server, repository, ask };
}

async function draft({ ask, server }: Client, name = "a.tgz"): Promise<number> {
  const { json } = await ask("POST /releases", { body: { tag_name: "v1.0.0", name: "v1.0.0", draft: true } });
  const uploaded = await ask(`POST ${server.at.uploads}/repos/acme/shop/releases/${json.id}/assets?name=${name}`, {
    bytes: "bytes",
  });
  expect(uploaded.status).toBe(201);
  return json.id;
}

describe("releases", () => {
  test("a draft has no tag to be found by, and nobody sees it but those who may push", async () => {
    const it = await github();
    const id = await draft(it);
    const asked = ["GET /releases/tags/v1.0.0", `GET /releases/${id}`, "GET /releases", "GET /releases/latest"];
    const told = async (token: string): Promise<readonly unknown[]> =>
      await Promise.all(asked.map(async (one) => [(await it.ask(one, { token })).status]));
    expect(await told("writer")).toEqual([[404], [200], [200], [404]]);
    expect(await told("")).toEqual([[404], [404], [200], [404]]);
    expect((await it.ask("GET /releases", { token: "reader" })).json).toEqual([]);
    expect((await it.ask("GET /releases")).json).toMatchObject([{ id, draft: true, assets: [{ name: "a.tgz" }] }]);
  });

  test("an asset has a digest, its bytes lie elsewhere, and its name is taken once", async () => {
    const it = await github();
    const id = await draft(it);
    const [asset] = (await it.ask(`GET /releases/${id}/assets`)).json;
    expect(asset).toMatchObject({
      state: "uploaded",
      size: 5,
      digest: `sha256:${createHash("sha256").update("bytes").digest("hex")}`,
    });
    const { status, headers } = await it.ask(`GET /releases/assets/${asset.id}`, {
      headers: { accept: "application/octet-stream" },
    });
    expect([status, await fetch(headers.get("location") ?? "").then((one) => one.text())]).toEqual([302, "bytes"]);
    const again = await it.ask(`POST ${it.server.at.uploads}/repos/acme/shop/releases/${id}/assets?name=a.tgz`, {
      bytes: "other",
    });
    expect([again.status, again.json.errors]).toEqual([422, [expect.objectContaining({ code: "already_exists" })]]);
    expect((await it.ask(`DELETE /releases/assets/${asset.id}`)).status).toBe(204);
    expect((await it.ask(`GET /releases/${id}`)).json.assets).toEqual([]);
  });

  test("an upload that is cut off leaves a starter behind", async () => {
    const it = await github();
    const id = await draft(it);
    const url = `${it.server.at.uploads}/repos/acme/shop/releases/${id}/assets?name=b.tgz`;
    await new Promise<void>((resolve) => {
      const headers = {
        authorization: "Bearer writer",
        "user-agent": "test",
        accept: "application/json",
        "content-type": "application/gzip",
      };
      const sent = request(url, { method: "POST", headers: { ...headers, "content-length": 10 } });
      sent.on("error", () => resolve());
      sent.write("half", () => sent.destroy());
    });
    await expect
      .poll(async () => (await it.ask(`GET /releases/${id}`)).json.assets)
      .toMatchObject([{ name: "a.tgz" }, { name: "b.tgz", state: "starter", size: 0, digest: null }]);
  });

  test("of several drafts of a tag one becomes public, and the tag is made where it is not there", async () => {
    const it = await github();
    const [first, second] = [await draft(it), await draft(it)];
    expect(
      (await it.ask(`PATCH /releases/${first}`, { body: { draft: false, make_latest: "true" } })).json,
    ).toMatchObject({ draft: false, immutable: false });
    expect((await it.ask("GET /releases/latest", { token: "" })).json.id).toBe(first);
    expect((await it.ask("GET /git/ref/tags/v1.0.0")).json).toMatchObject({
      object: { type: "commit", sha: "a".repeat(40) },
    });
    const refused = await it.ask(`PATCH /releases/${second}`, { body: { draft: false } });
    expect([refused.status, refused.json.errors]).toEqual([422, [expect.objectContaining({ code: "already_exists" })]]);
    await it.ask(`PATCH /releases/${first}`, { body: { make_latest: "false" } });
    expect((await it.ask("GET /releases/latest")).status).toBe(404);
  });

  test("an immutable one keeps its assets and its tag, and its tag is burnt when it goes; words may change", async () => {
    const it = await github({ immutableReleases: true });
    const id = await draft(it);
    expect((await it.ask(`PATCH /releases/${id}`, { body: { draft: false } })).json.immutable).toBe(true);
    const [asset] = (await it.ask(`GET /releases/${id}/assets`)).json;
    const tried = await Promise.all([
      it.ask(`POST ${it.server.at.uploads}/repos/acme/shop/releases/${id}/assets?name=b.tgz`, { bytes: "b" }),
      it.ask(`DELETE /releases/assets/${asset.id}`),
      it.ask(`PATCH /releases/${id}`, { body: { tag_name: "v2.0.0" } }),
      it.ask(`PATCH /releases/${id}`, { body: { body: "a banner", prerelease: true, make_latest: "false" } }),
    ]);
    expect(tried.map(({ status }) => status)).toEqual([422, 422, 422, 200]);
    expect((await it.ask(`DELETE /releases/${id}`)).status).toBe(204);
    const again = await it.ask("POST /releases", { body: { tag_name: "v1.0.0", draft: false } });
    expect(again.json.errors[0].message).toBe("tag_name was used by an immutable release");
  });

  test("a discussion is opened once, of a category that is there; a body may be long, and no longer", async () => {
    const it = await github({ categories: ["Announcements"] });
    const id = await draft(it);
    const publish = (category: string): Promise<Told> =>
      it.ask(`PATCH /releases/${id}`, { body: { draft: false, discussion_category_name: category } });
    expect((await publish("Nowhere")).status).toBe(422);
    const { discussion_url } = (await publish("Announcements")).json;
    expect([(await publish("Announcements")).json.discussion_url, typeof discussion_url]).toEqual([
      discussion_url,
      "string",
    ]);
    const long = (length: number): Promise<Told> =>
      it.ask(`PATCH /releases/${id}`, { body: { body: "x".repeat(length) } });
    expect([(await long(125_000)).status, (await long(125_001)).status]).toEqual([200, 422]);
  });

  test("lists come in pages", async () => {
    const it = await github();
    const make = (tag: string): Promise<Told> => it.ask("POST /releases", { body: { tag_name: tag, draft: true } });
    for (const tag of ["v1.0.0", "v2.0.0", "v3.0.0"]) await make(tag);
    const first = await it.ask("GET /releases?per_page=2");
    expect(first.json.map((one: { tag_name: string }) => one.tag_name)).toEqual(["v3.0.0", "v2.0.0"]);
    const next = /<([^>]+)>; rel="next"/u.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    expect((await it.ask(`GET ${next}`)).json).toMatchObject([{ tag_name: "v1.0.0" }]);
  });
});

describe("who may", () => {
  test.each([
    { token: "", status: 401 },
    { token: "nobody", status: 401 },
    { token: "reader", status: 403 },
    { token: "classic", status: 404 },
    { token: "writer", status: 201 },
  ])("token $token gets $status", async ({ token, status }) => {
    const it = await github();
    expect((await it.ask("POST /releases", { token, body: { tag_name: "v1.0.0", draft: true } })).status).toBe(status);
  });

  test("a private repository is not there for strangers; settings are told to administrators", async () => {
    const it = await github({ private: true, immutableReleases: true });
    expect((await it.ask("GET /releases", { token: "" })).status).toBe(404);
    expect((await it.ask("GET /immutable-releases")).status).toBe(404);
    expect((await it.ask("GET /immutable-releases", { token: "admin" })).json.enabled).toBe(true);
    expect((await it.ask("GET ", { token: "reader" })).json.permissions).toMatchObject({ push: false, pull: true });
  });

  test("limits: the hour's requests, and the secondary one with the time to wait", async () => {
    const it = await github();
    it.server.state.limits.secondary = 1;
    const secondary = await it.ask("POST /releases", { body: { tag_name: "v1.0.0", draft: true } });
    expect([secondary.status, secondary.headers.get("retry-after")]).toEqual([403, "1"]);
    it.server.state.limits.remaining = 0;
    const primary = await it.ask("GET /releases");
    expect([primary.status, primary.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
  });

  test("a client that names what it has is told that nothing is new", async () => {
    const it = await github();
    const etag = (await it.ask("GET /releases")).headers.get("etag") ?? "";
    expect((await it.ask("GET /releases", { headers: { "if-none-match": etag } })).status).toBe(304);
    await it.ask("POST /releases", { body: { tag_name: "v1.0.0", draft: true } });
    expect((await it.ask("GET /releases", { headers: { "if-none-match": etag } })).status).toBe(200);
  });
});

describe("issues and pull requests", () => {
  test("a pull request is opened once for a branch, found by its commits, and talked about", async () => {
    const refs = { "refs/heads/main": "a".repeat(40), "refs/heads/topic": "b".repeat(40) };
    const it = await github({ refs, protectedBranches: ["main"] });
    const open = (head: string): Promise<Told> =>
      it.ask("POST /pulls", { body: { title: "words", head, base: "main" } });
    expect([(await open("topic")).status, (await open("topic")).status, (await open("absent")).status]).toEqual([
      201, 422, 422,
    ]);
    expect((await it.ask("GET /pulls?head=acme:topic&state=all")).json).toMatchObject([
      { number: 1, head: { sha: "b".repeat(40) } },
    ]);
    expect((await it.ask(`GET /commits/${"b".repeat(40)}/pulls`)).json).toMatchObject([{ number: 1 }]);
    const comment = (await it.ask("POST /issues/1/comments", { body: { body: "said" } })).json;
    await it.ask(`PATCH /issues/comments/${comment.id}`, { body: { body: "said again" } });
    expect((await it.ask("GET /issues/1/comments")).json).toMatchObject([{ body: "said again" }]);
    await it.ask("PATCH /pulls/1", { body: { state: "closed" } });
    expect((await it.ask("GET /pulls/1")).json.state).toBe("closed");
    expect((await it.ask("GET /rules/branches/main")).json).toMatchObject([{ type: "pull_request" }]);
    expect((await it.ask("GET /branches/main/protection", { token: "admin" })).status).toBe(200);
  });

  test("rulesets tell what they forbid", async () => {
    const it = await github({
      tagRulesets: [
        {
          id: 7,
          name: "tags",
          target: "tag",
          include: ["refs/tags/v*"],
          bypass: ["owner"],
          rules: ["creation"],
          enforcement: "active",
        },
      ],
    });
    expect((await it.ask("GET /rulesets?targets=tag")).json).toMatchObject([{ id: 7, target: "tag" }]);
    const told = async (token: string): Promise<unknown> => (await it.ask("GET /rulesets/7", { token })).json;
    expect(await told("writer")).toMatchObject({ rules: [{ type: "creation" }], current_user_can_bypass: "never" });
    expect(await told("admin")).toMatchObject({ current_user_can_bypass: "always" });
  });
});

describe("the description", () => {
  test.each([
    { route: "GET /releases?pages=2", words: "the query parameter pages does not exist" },
    { route: "GET /releases/abc", words: "release_id/value must be integer" },
    { route: "POST /releases", body: { tag_name: "v1", latest: true }, words: "must NOT have additional properties" },
    { route: "POST /releases", body: { name: "v1" }, words: "must have required property 'tag_name'" },
    { route: "POST /releases", body: { tag_name: "v1", make_latest: true }, words: "/make_latest must be string" },
    { route: "GET /stargazers", words: "there is no GET" },
  ])("$route is refused where it says otherwise: $words", async ({ route, body, words }) => {
    const server = await openGitHub({ state: emptyState() });
    addRepository(server.state, "acme/shop");
    const [method = "", path = ""] = route.split(" ");
    const headers = {
      accept: "application/json",
      "user-agent": "test",
      ...(body && { "content-type": "application/json" }),
    };
    const response = await fetch(`${server.at.api}/repos/acme/shop${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining(words)]);
    await expect(server.close()).rejects.toThrow(words);
  });

  test("an answer that does not fit it is told too", async () => {
    const state = emptyState();
    const repository = addRepository(state, "acme/shop");
    const server = await openGitHub({ state });
    Object.assign(repository, { defaultBranch: 7 });
    await fetch(`${server.at.api}/repos/acme/shop`, { headers: { accept: "application/json", "user-agent": "test" } });
    await expect(server.close()).rejects.toThrow("/default_branch must be string");
  });
});

test("what it holds is copied and put back", async () => {
  const it = await github();
  const before = it.server.snapshot();
  await draft(it);
  const after = it.server.snapshot();
  it.server.restore(before);
  expect((await it.ask("GET /releases")).json).toEqual([]);
  it.server.restore(after);
  expect((await it.ask("GET /releases")).json).toMatchObject([{ tag_name: "v1.0.0", assets: [{ size: 5 }] }]);
});
