import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { readPublishSettings } from "../../src/npm/publish-settings.ts";
import { registryResource, type Publication } from "../../src/npm/registry-resource.ts";
import type { NpmRegistry } from "../../src/npm/npm-registry.ts";
import type { PackedFile } from "../packed-file.ts";
import { npmWorld, token } from "./npm-world.ts";

const ada = { accounts: { [token]: { username: "ada" } } };

function publication(packed: PackedFile, config: Readonly<Record<string, unknown>> = {}): Publication {
  return { ...packed, ...readPublishSettings({ name: packed.name, publishConfigs: [config], access: "public" }) };
}

function asking(registry: NpmRegistry, ...publications: readonly Publication[]) {
  return registryResource({ registry, url: registry.urlOf("a"), publications, publishes: true });
}

async function codes(registry: NpmRegistry, ...publications: readonly Publication[]) {
  const found = await asking(registry, ...publications).preflight?.();
  return found?.map(({ code, what }) => `${code} ${what}`);
}

describe("what is asked before anything goes outward", () => {
  test("packages that may be published give no reason to stop", async () => {
    const { registry, packed, run, lab } = await npmWorld(ada);
    const [outcome] = await run(asking(registry, publication(await packed("a")), publication(await packed("@s/b"))));
    expect(outcome).toMatchObject({
      id: `registry:${new URL(lab.url).host}`,
      verdict: "held",
      note: "2 packages of this release",
    });
  });

  test("everything that is wrong is told at once, each with its owner", async () => {
    const { registry, packed, publish, lab, run } = await npmWorld(ada);
    const taken = await packed("taken", "1.0.0", "others'");
    await Promise.all([taken, await packed("theirs"), await packed("@s/open")].map((one) => publish(one)));
    lab.rule({ ...ada, collaborators: { theirs: { bob: "read-write", ada: "read-only" } } });
    const changed = await packed("changed");
    writeFileSync(changed.file, "other bytes");
    const [outcome] = await run(
      asking(
        registry,
        publication(await packed("taken")),
        publication(await packed("Upper")),
        publication(await packed("@s/settings"), { access: "secret", tag: "1.x" }),
        publication(changed),
        publication(await packed("theirs", "1.1.0")),
        publication(await packed("@s/open", "1.1.0"), { access: "restricted" }),
      ),
    );
    const found = [outcome?.failure, ...(outcome?.further ?? [])].map((one) => `${one?.code} ${one?.who}`);
    expect(found).toEqual([
      "E_PUBLISHED_MISMATCH Owner",
      "E_NPM_NAME you",
      "E_PUBLISH_CONFIG you",
      "E_TARBALL_CHANGED Owner",
      "E_NPM_AUTH Integrator/Owner",
      "E_NPM_ACCESS you",
    ]);
    expect(lab.snapshot().published).toHaveLength(3);
  });

  test("a token that is nobody's, and no token at all, are found before the tag is", async () => {
    const { registry, open, packed } = await npmWorld({ accounts: {} });
    const one = publication(await packed("a"));
    expect(await codes(registry, one)).toEqual([expect.stringContaining("E_NPM_AUTH")]);
    const without = open({ userconfig: join(tempDir(), "none"), registry: registry.urlOf("a") });
    expect(await codes(without, one)).toEqual([expect.stringContaining("E_NPM_AUTH")]);
  });

  test("a run that ends before it publishes needs nothing to publish with; what it has is looked at all the same", async () => {
    const { registry, open, packed, publish, lab } = await npmWorld(ada);
    const first = await packed("taken", "1.0.0", "others'");
    await publish(first);
    const staging = async (at: NpmRegistry, ...publications: readonly Publication[]): Promise<readonly unknown[]> => {
      const resource = registryResource({ registry: at, url: at.urlOf("a"), publications, publishes: false });
      return ((await resource.preflight?.()) ?? []).map(({ code }) => code);
    };
    const without = open({ userconfig: join(tempDir(), "none"), registry: registry.urlOf("a") });
    const one = publication(await packed("a"));
    expect(await staging(without, one)).toEqual([]);
    expect(await staging(without, one, publication(await packed("taken")))).toEqual(["E_PUBLISHED_MISMATCH"]);
    lab.rule({ accounts: {} });
    expect(await staging(registry, one)).toEqual(["E_NPM_AUTH"]);
  });

  test("what the registry has already is not asked about: a release that is finished needs no credentials", async () => {
    const { registry, open, packed, publish, lab } = await npmWorld(ada);
    const one = await packed("a");
    await publish(one);
    lab.rule({ accounts: {} });
    const without = open({ userconfig: join(tempDir(), "none"), registry: registry.urlOf("a") });
    expect(await codes(without, publication(one))).toEqual([]);
  });

  test("a token that may publish and not ask is no reason to stop", async () => {
    const { packed, publish, registry, lab } = await npmWorld(ada);
    await publish(await packed("a"));
    const narrow: NpmRegistry = {
      ...registry,
      ask: (name, path) => (path.endsWith("whoami") ? Promise.resolve(undefined) : registry.ask(name, path)),
    };
    lab.rule({ ...ada, collaborators: { a: {} } });
    expect(await codes(narrow, publication(await packed("a", "1.1.0")))).toEqual([]);
  });
});
