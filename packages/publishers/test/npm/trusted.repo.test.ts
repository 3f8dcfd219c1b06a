import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import {
  answerIdentity,
  idToken,
  idTokenRequestToken,
  openLabRegistry,
  type RegistryRules,
  serve,
  writeNpmrc,
} from "@releaser/testkit/lab";
import { describe, expect, onTestFinished, test } from "vitest";
import { readPublishSettings } from "../../src/npm/publish-settings.ts";
import { registryResource } from "../../src/npm/registry-resource.ts";
import { npmResource } from "../../src/npm/npm-resource.ts";
import { openNpmRegistry, type NpmRegistry } from "../../src/npm/npm-registry.ts";
import { packedFile, type PackedFile } from "../packed-file.ts";
import { npmWorld } from "./npm-world.ts";

const trusts: RegistryRules = { accounts: {}, trusted: { a: "acme/shop" } };

/** A registry with a@0.9.0 that trusts a workflow, and a run of CI; `env` is added to the run's. */
async function trustedWorld(rules: RegistryRules = trusts, repository = "acme/shop") {
  const lab = await openLabRegistry();
  const provider = await serve((request) => answerIdentity(request, repository));
  onTestFinished(async () => {
    await lab.close();
    await provider.close();
  });
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_WORKFLOW_REF: "acme/shop/.github/workflows/release.yml@refs/heads/main",
    ACTIONS_ID_TOKEN_REQUEST_URL: `${provider.url}/?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: idTokenRequestToken,
  };
  const { run } = await npmWorld();
  const open = (options: { readonly env?: object; readonly userconfig?: string } = {}): NpmRegistry =>
    openNpmRegistry({
      env: { ...env, ...options.env },
      userconfig: options.userconfig ?? join(tempDir(), "none"),
      registry: lab.url,
    });
  const first = openNpmRegistry({ env: {}, userconfig: writeNpmrc(join(tempDir(), "npmrc"), lab.url) });
  const old = await packedFile(tempDir(), { name: "a", version: "0.9.0" });
  await run(npmResource({ ...old, registry: first, access: "public" }));
  lab.rule(rules);
  const publish = async (registry: NpmRegistry, name = "a"): Promise<Outcome | undefined> => {
    const packed = await packedFile(tempDir(), { name, version: "1.0.0" });
    return (await run(npmResource({ ...packed, registry, access: "public", settle: 1000 })))[0];
  };
  return { lab, open, publish, run, host: new URL(lab.url).hostname };
}

function asked(registry: NpmRegistry, url: string, packed: readonly PackedFile[]) {
  const publications = packed.map((one) => ({
    ...one,
    ...readPublishSettings({ name: one.name, publishConfigs: [], access: "public" }),
  }));
  return registryResource({ registry, url, publications, publishes: true });
}

describe("trusted publishing", () => {
  test("a run of CI publishes with nothing but its identity, and no file has a token", async () => {
    const { open, publish, lab } = await trustedWorld();
    const userconfig = join(tempDir(), "npmrc");
    const outcome = await publish(open({ userconfig }));
    expect(outcome).toMatchObject({ verdict: "applied", attempts: 1 });
    expect([lab.snapshot().published, existsSync(userconfig)]).toEqual([["a@0.9.0", "a@1.0.0"], false]);
  });

  test("on GitLab the identity is given, and its audience has to be the registry", async () => {
    const { open, publish, host } = await trustedWorld();
    const gitlab = (aud: string): NpmRegistry => {
      const token = idToken({ aud, repository: "acme/shop" });
      return open({ env: { GITHUB_ACTIONS: undefined, GITLAB_CI: "true", NPM_ID_TOKEN: token } });
    };
    expect(await publish(gitlab("npm:elsewhere.test"))).toMatchObject({ failure: { code: "E_NPM_OIDC", exit: 9 } });
    expect(await publish(gitlab(`npm:${host}`))).toMatchObject({ verdict: "applied" });
  });

  test.each([
    ["a name that is new", "acme/shop", "b"],
    ["a name that trusts another repository", "acme/other", "a"],
  ])("%s is a matter of credentials, with the command that mends it", async (_, repository, name) => {
    const { open, publish, lab } = await trustedWorld(trusts, repository);
    expect(await publish(open(), name)).toMatchObject({
      verdict: "failed",
      attempts: 1,
      failure: {
        code: "E_NPM_NAME_UNKNOWN",
        exit: 9,
        who: "Integrator/Owner",
        next: expect.stringContaining(
          `npm trust github ${name} --file release.yml --repository acme/shop --allow-publish`,
        ) as string,
      },
    });
    expect(lab.snapshot().published).toEqual(["a@0.9.0"]);
  });

  test("a publisher who may stage alone does not publish", async () => {
    const { open, publish } = await trustedWorld({ ...trusts, stageOnly: true });
    expect(await publish(open())).toMatchObject({ failure: { code: "E_NPM_AUTH", exit: 9 } });
  });

  test("where the identity is refused, a token of the npmrc is used, as npm does", async () => {
    const { open, publish, lab } = await trustedWorld({ accounts: { lab: { username: "ada" } } });
    expect(await publish(open({ userconfig: writeNpmrc(join(tempDir(), "npmrc"), lab.url) }))).toMatchObject({
      verdict: "applied",
    });
  });

  test("an identity is asked for in CI alone", async () => {
    const { open, publish } = await trustedWorld();
    const here = { GITHUB_ACTIONS: undefined, NPM_ID_TOKEN: "x.y.z" };
    expect(await publish(open({ env: here }))).toMatchObject({ failure: { code: "E_NPM_AUTH", exit: 9 } });
  });

  test("every package that the run may not publish is told before anything goes outward", async () => {
    const { open, run, lab } = await trustedWorld();
    const packed = ["a", "b", "@s/c"].map((name) => packedFile(tempDir(), { name, version: "1.0.0" }));
    const [outcome] = await run(asked(open(), `${lab.url}/`, await Promise.all(packed)));
    const found = [outcome?.failure, ...(outcome?.further ?? [])].map((one) => [one?.code, one?.details?.["name"]]);
    expect(found).toEqual([
      ["E_NPM_NAME_UNKNOWN", "b"],
      ["E_NPM_NAME_UNKNOWN", "@s/c"],
    ]);
  });
});
