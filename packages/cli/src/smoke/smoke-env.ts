import type { Context } from "../context.ts";
import { quietEnv } from "../quiet-env.ts";

type Env = Context["env"];

/** What published code is given: nothing that could be a token, and where packages lie. */
export function publishedEnv({ env, registry }: Pick<Context, "env" | "registry">): Env {
  return { ...quietEnv(env), NPM_CONFIG_REGISTRY: registry.urlOf("any-third-party") };
}

/** What npm is given to install: all that its npmrc may name, less what signs a release or speaks for a CI run. */
export function installEnv({ env }: Pick<Context, "env">): Env {
  const kept = Object.entries(env).filter(
    ([name]) => name !== "RELEASER_SIGNING_KEY" && !name.startsWith("ACTIONS_ID_TOKEN_"),
  );
  return Object.fromEntries(kept);
}

/** The npmrc of the folder that packages are installed into: each scope comes from where it was published to. */
export function renderNpmrc({ registry }: Pick<Context, "registry">, names: readonly string[]): string {
  const scopes = names.flatMap((name) => {
    const [scope = "", rest] = name.split("/");
    return rest === undefined ? [] : [`${scope}:registry=${registry.urlOf(name)}`];
  });
  return [`registry=${registry.urlOf("any-third-party")}`, ...new Set(scopes), ""].join("\n");
}
