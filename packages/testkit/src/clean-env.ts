const steering =
  /^(?:CI$|FORCE_COLOR$|GIT_|GITHUB_|NODE_(?:AUTH_TOKEN|OPTIONS|PATH)$|npm_|NPM_|pnpm_|PNPM_|RELEASER_|SSH_|VITEST)/u;

/** The environment of a child in a test: the caller's without what could steer git, npm, Releaser or a test runner; English, without colours. */
export function cleanEnv(more: Readonly<Record<string, string | undefined>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !steering.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C", NO_COLOR: "1", ...more };
}
