import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validateDocument } from "@releaser/gates";
import { type GitRepo, repositoryRoot } from "@releaser/testkit";
import { json, type LabReply, type LabRequest, serve } from "@releaser/testkit/lab";
import { expect, onTestFinished } from "vitest";
import { parse } from "yaml";
import type { ReleaseWorld, RunOptions } from "./release-world.ts";

/** Releases 1.5.0, then 1.6.0, which raises `@acme/core` to 1.4.0 and `@acme/cli` to 1.4.2. */
export async function releaseTwice(it: ReleaseWorld, options?: RunOptions): Promise<void> {
  expect(await it.run(["announce", "1.5.0", "--outward"], options)).toMatchObject({ code: 0, stderr: "" });
  await versionNext(it, { "@acme/core": "minor" }, options);
  expect(await it.run(["announce", "1.6.0", "--outward"], options)).toMatchObject({ code: 0, stderr: "" });
}

/** Lands a changeset and versions it. */
export async function versionNext(
  it: ReleaseWorld,
  bumps: Readonly<Record<string, "minor" | "patch">>,
  options?: RunOptions,
): Promise<void> {
  addChangeset(it.repo, "warmer", bumps);
  it.repo.commit("feat: warm up");
  it.repo.git("push", "--quiet", "origin", "main");
  expect(await it.run(["version"], options)).toMatchObject({ code: 0, stderr: "" });
}

function addChangeset({ dir }: GitRepo, id: string, bumps: Readonly<Record<string, "minor" | "patch">>): void {
  const lines = Object.entries(bumps).map(([name, bump]) => `"${name}": ${bump}`);
  writeFileSync(join(dir, `.changeset/${id}.md`), `---\n${lines.join("\n")}\n---\n\nWarms up.\n`);
}

/** What the registry itself keeps of a package. */
export function storedPackage(
  { place }: ReleaseWorld,
  name: string,
): {
  readonly "dist-tags": Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, { readonly deprecated?: string }>>;
} {
  return JSON.parse(readFileSync(join(place, "registry/storage", name, "package.json"), "utf8")) as never;
}

/** What is wrong with the one incident note at the remote's branch by its contract, and its text. */
export function incidentNote(
  { place }: ReleaseWorld,
  elsewhere: GitRepo,
): {
  readonly front: unknown;
  readonly problems: readonly unknown[];
  readonly text: string;
} {
  expect(place).not.toBe("");
  elsewhere.git("pull", "--quiet", "--ff-only", "origin", "main");
  const [file = ""] = readdirSync(join(elsewhere.dir, "release/incidents"));
  const text = readFileSync(join(elsewhere.dir, "release/incidents", file), "utf8");
  const front: unknown = parse(text.split("---\n")[1] ?? "");
  return { front, problems: validateDocument(join(repositoryRoot, ".sentinel"), "incident.v1", front), text };
}

/** The registry behind one that moves dist-tags and deprecates for nobody without the one-time password. Gives the environment that leads there. */
export async function withSecondFactor({ env, place }: ReleaseWorld, password: string): Promise<RunOptions["env"]> {
  const userconfig = readFileSync(env["NPM_CONFIG_USERCONFIG"] ?? "", "utf8");
  const [, upstream = ""] = /^registry=(.*?)\/?$/mu.exec(userconfig) ?? [];
  const server = await serve(async (request) =>
    isAdministration(request) && request.headers["npm-otp"] !== password
      ? json(401, { error: "you need a one-time password" }, { "www-authenticate": "OTP" })
      : await passOn(upstream, request),
  );
  onTestFinished(() => server.close());
  const file = join(place, "second-factor.npmrc");
  writeFileSync(file, userconfig.replaceAll(new URL(upstream).host, new URL(server.url).host));
  return { NPM_CONFIG_USERCONFIG: file };
}

function isAdministration({ method, path, body }: LabRequest): boolean {
  if (method !== "PUT" && method !== "DELETE") return false;
  return path.includes("/dist-tags/") || !body.includes('"_attachments":{"');
}

async function passOn(upstream: string, { method, path, headers, body }: LabRequest): Promise<LabReply> {
  const { host: _, connection: __, "content-length": ___, ...kept } = headers;
  const sent = method === "GET" || method === "HEAD" ? {} : { body: new Uint8Array(body) };
  const answer = await fetch(upstream + path, { method, headers: kept, ...sent });
  const type = answer.headers.get("content-type");
  return {
    status: answer.status,
    headers: type === null ? {} : { "content-type": type },
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
