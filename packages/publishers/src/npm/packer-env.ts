import { delimiter, isAbsolute } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

const credentials: ReadonlySet<string> = new Set([
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  "ACTIONS_ID_TOKEN_REQUEST_URL",
  "ACTIONS_RUNTIME_TOKEN",
  "CI_JOB_TOKEN",
  "GH_TOKEN",
  "GITHUB_TOKEN",
  "NODE_AUTH_TOKEN",
  "NPM_AUTH_TOKEN",
  "NPM_ID_TOKEN",
  "NPM_TOKEN",
  "RELEASER_SIGNING_KEY",
  "SIGSTORE_ID_TOKEN",
]);
const steering: ReadonlySet<string> = new Set(["NODE_OPTIONS", "NODE_PATH", "NODE_REPL_EXTERNAL_MODULE"]);
const npmCredentials = /^npm_config_(?:\/\/|.*_(?:auth|authtoken|password|otp)$|otp$)/iu;

/**
 * The environment of a packer and of the scripts of packages that it runs, which are code of the repository: without what could
 * publish, sign or speak for the CI run, without what makes Node.js run other code, and with absolute folders alone in `PATH`.
 */
export function packerEnv(env: Env): Env {
  const kept = Object.entries(env).filter(
    ([name]) => !credentials.has(name.toUpperCase()) && !steering.has(name.toUpperCase()) && !npmCredentials.test(name),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name.toUpperCase() === "PATH" ? absolute(value) : value]),
  );
}

function absolute(path: string | undefined): string | undefined {
  return path
    ?.split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .join(delimiter);
}
