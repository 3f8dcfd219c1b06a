import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { openNpmRegistry } from "../src/npm/npm-registry.ts";
import { readRegistryConfig } from "../src/npm/registry-config.ts";

function world(): { readonly root: string; readonly userconfig: string } {
  const root = tempDir();
  const userconfig = join(root, "user-npmrc");
  writeFileSync(
    join(root, ".npmrc"),
    "registry=https://project.test/npm\n@acme:registry=https://acme.test/\n//acme.test/:_authToken=from-project\n",
  );
  writeFileSync(
    userconfig,
    "registry=https://user.test/\n//user.test/:_authToken=${T}\n@own:registry=https://own.test/\n",
  );
  return { root, userconfig };
}

describe("where packages lie", () => {
  test("a project says where, only the user says with which token", () => {
    const config = readRegistryConfig({ ...world(), env: { T: "t0" } });
    expect(config).toEqual({
      registry: "https://project.test/npm/",
      pinned: false,
      lines: {
        "//user.test/:_authToken": "t0",
        "@own:registry": "https://own.test/",
        "@acme:registry": "https://acme.test/",
      },
    });
  });

  test("a scope has its own registry", () => {
    const registry = openNpmRegistry({ ...world(), env: {} });
    expect([registry.urlOf("@acme/a"), registry.urlOf("@own/a"), registry.urlOf("a")]).toEqual([
      "https://acme.test/",
      "https://own.test/",
      "https://project.test/npm/",
    ]);
  });

  test("a given registry wins over everything, scopes and the environment too", () => {
    const registry = openNpmRegistry({
      ...world(),
      env: { npm_config_registry: "https://env.test/" },
      registry: "http://127.0.0.1:4873",
    });
    expect([registry.urlOf("@acme/a"), registry.urlOf("a")]).toEqual([
      "http://127.0.0.1:4873/",
      "http://127.0.0.1:4873/",
    ]);
  });

  test("the environment names a registry and a userconfig", () => {
    const { userconfig } = world();
    const env = { NPM_CONFIG_USERCONFIG: userconfig, npm_config_registry: "https://env.test/", T: "t1" };
    const { registry, lines } = readRegistryConfig({ env });
    expect([registry, lines["//user.test/:_authToken"]]).toEqual(["https://env.test/", "t1"]);
  });

  test.each(["ext::sh -c id", "ftp://r.test/", "https://user:secret-word@r.test/", "nowhere"])(
    "%s is no registry, and no password is printed",
    (registry) => {
      const thrown = catchError(() => readRegistryConfig({ env: { HOME: "/nonexistent" }, registry }));
      expect(String(thrown)).toContain("E_NPM_CONFIG");
      expect(JSON.stringify(thrown)).not.toContain("secret-word");
    },
  );
});

function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
