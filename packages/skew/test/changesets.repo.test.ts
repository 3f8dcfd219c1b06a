import { repo, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { refuseSkew } from "../src/changesets.ts";

const skewed = repo()
  .pkg("@s/a@1.4.0")
  .pkg("@s/c@1.0.0", { dependencies: { purr: "catalog:cats" } });

function judged(config: unknown): Promise<void> {
  const world = skewed.file("releaser.config.json", JSON.stringify(config));
  return refuseSkew({ cwd: world.write(tempDir()), env: {} });
}

test.each([
  ["a misspelt level", { skew: { rules: { "dep/catalog-missing": "eror" } } }],
  ["a misspelt level among options", { skew: { rules: { "dep/catalog-missing": { level: "of" } } } }],
  ["a misspelt exemption", { skew: { ignore: [{ rule: ["dep/catalog-missing"], reason: "known" }] } }],
  ["nothing for skew", { skew: null, train: null }],
  ["nothing at all", null],
])("%s in the configuration turns no rule off", async (_, config) => {
  await expect(judged(config)).rejects.toThrow("dep/catalog-missing");
});

test("what is configured counts", async () => {
  await expect(judged({ skew: { rules: { "dep/catalog-missing": "warning" } } })).resolves.toBeUndefined();
});

test("where there is no workspace nothing is judged", async () => {
  await expect(refuseSkew({ cwd: tempDir(), env: {} })).resolves.toBeUndefined();
});
