type Env = Readonly<Record<string, string | undefined>>;

const lifecycle =
  /^(?:npm_(?:command|config_(?:local_prefix|noproxy|node_gyp|npm_version|user_agent|verify_deps_before_run)|execpath|lifecycle_\w+|node_execpath|package_\w+)|pnpm_package_name|INIT_CWD|NODE_OPTIONS)$/u;
const identity = /^GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)$/u;

/** The caller's environment less what could steer a child unseen: foreign `GIT_*` (an identity stays), `NODE_OPTIONS`, and what a package manager's script adds. */
export function childEnv(env: Env): Record<string, string> {
  return toRecord(env, (name) => !lifecycle.test(name) && (!name.startsWith("GIT_") || identity.test(name)));
}

/** The same for git: no prompt, English words, no replaced objects. */
export function gitEnv(env: Env): Record<string, string> {
  return {
    ...childEnv(env),
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
  };
}

function toRecord(env: Env, keep: (name: string) => boolean): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && keep(name) ? [[name, value] as const] : [],
  );
  return Object.fromEntries(kept);
}
