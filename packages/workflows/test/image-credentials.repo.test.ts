import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { imageSteps } from "../src/pipeline/release/images.ts";
import { facts } from "./facts.ts";

/** Runs the step that writes credentials, and reads what it wrote. */
function written(images: readonly string[], secrets: Readonly<Record<string, string>> = {}): unknown {
  const [step = expect.unreachable()] = imageSteps(facts({ targets: ["container"], images }));
  const script = "run" in step ? step.run : expect.unreachable();
  const folder = join(tempDir(), "docker");
  const env = { ...cleanEnv(), DOCKER_CONFIG: folder, ACTOR: "somebody", GITHUB_TOKEN: "a token", ...secrets };
  expect(spawnSync("bash", ["-eo", "pipefail", "-c", script], { env, encoding: "utf8" })).toMatchObject({
    status: 0,
    stderr: "",
  });
  expect(statSync(join(folder, "config.json")).mode & 0o777).toBe(0o600);
  return JSON.parse(readFileSync(join(folder, "config.json"), "utf8"));
}

const own = { auth: Buffer.from("somebody:a token").toString("base64") };
const foreign = { "registry.acme.example": { auth: "eDp5" } };

test("the token is the credential of GitHub's own registry", () => {
  expect(written(["ghcr.io/acme/app"])).toEqual({ auths: { "ghcr.io": own } });
});

test("the secret has those of other registries, beside it or alone", () => {
  const secrets = { AUTHS: JSON.stringify(foreign) };
  expect(written(["ghcr.io/acme/app", "registry.acme.example/app"], secrets)).toEqual({
    auths: { ...foreign, "ghcr.io": own },
  });
  expect(written(["registry.acme.example/app"], secrets)).toEqual({ auths: foreign });
  expect(written(["registry.acme.example/app"], { AUTHS: "" })).toEqual({ auths: {} });
});
