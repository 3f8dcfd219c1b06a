import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { labOtp, openLabRegistry, writeNpmrc } from "@releaser/testkit/lab";
import { expect, onTestFinished, test } from "vitest";
import { outgoingWorlds } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

test("a staged release ends with what a maintainer types, for every package, and goes on once all are approved", async () => {
  const it = await openChanged((repo) => {
    const file = join(repo.dir, "releaser.config.json");
    const config = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...config, npm: { staged: true } }));
    repo.commit("staged");
  });
  const lab = await openLabRegistry();
  onTestFinished(() => lab.close());
  const env = { NPM_CONFIG_USERCONFIG: writeNpmrc(join(tempDir(), "npmrc"), lab.url) };
  const waiting = await it.status(["publish", "--outward"], { env });
  const staged = lab.snapshot().staged ?? [];
  expect(staged.map(({ body }) => body.name).toSorted()).toEqual(["@acme/cli", "@acme/core"]);
  expect([waiting.exit, waiting.failures.map(({ code }) => code)]).toEqual([8, ["E_NPM_STAGED", "E_NPM_STAGED"]]);
  expect(waiting.failures.map(({ next }) => next).join()).toMatch(/npm stage approve [0-9a-f-]{36}/u);
  expect(lab.snapshot().published).toEqual([]);

  for (const { id } of staged) {
    const headers = { authorization: "Bearer lab", "npm-otp": labOtp };
    await fetch(`${lab.url}/-/stage/${id}/approve`, { method: "POST", headers });
  }
  expect(await it.run(["publish", "--outward"], { env })).toMatchObject({ code: 0 });
  expect(lab.snapshot().published.toSorted()).toEqual(["@acme/cli@1.4.1", "@acme/core@1.3.0"]);
});
