import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isRemembered, linkNx, nx, nxIgnored, nxJson } from "@releaser/testkit";
import { expect, test } from "vitest";
import { gitHubReleaseWorld } from "./github-world.ts";
import { outgoingWorlds, outside } from "./release-world.ts";

const worlds = outgoingWorlds();

test("`nx run-many -t release` packs and tells the status, goes outward when told, and once", async () => {
  const files = { "nx.json": JSON.stringify(nxJson), ".gitignore": nxIgnored };
  const { it, server, repository, writer } = await gitHubReleaseWorld(worlds, { files });
  linkNx(it.repo.dir);
  const release = ["run-many", "-t", "release"];
  const env = { ...it.env, ...writer.env };
  const before = outside(it);
  const changes = (): readonly string[] => server.log.filter((line) => !line.startsWith("GET "));

  const looked = await nx(it.repo.dir, release, env);
  expect(looked.code, looked.said).toBe(0);
  expect(readdirSync(join(it.repo.dir, ".releaser/nx/packages/core"))).toContain("acme-core-1.3.0.tgz");
  expect(looked.said).toMatch(/published 1\.5\.0 .* not yet/u);
  expect(looked.said).toContain("next: releaser announce 1.5.0 --outward");
  expect([outside(it), changes(), repository().releases]).toEqual([before, [], []]);

  const told = await nx(it.repo.dir, release, { ...env, RELEASER_OUTWARD: "1" });
  expect(told.code, told.said).toBe(0);
  expect(isRemembered(told.said, "@acme/core:release"), told.said).toBe(true);
  expect(repository().releases).toMatchObject([{ tag: "v1.5.0", draft: false }]);
  expect(Object.keys(outside(it).registry).toSorted()).toEqual(["@acme/cli/package.json", "@acme/core/package.json"]);
  expect(it.repo.git("ls-remote", "--tags", "origin")).toContain("refs/tags/v1.5.0");
  expect(await it.status(["verify", "1.5.0"], writer)).toMatchObject({ failures: [], ok: true });

  const [after, count] = [outside(it), changes().length];
  const again = await nx(it.repo.dir, release, { ...env, RELEASER_OUTWARD: "1" });
  expect(again.code, again.said).toBe(0);
  expect([outside(it), changes().length]).toEqual([after, count]);
});
