import { failures } from "../failures.ts";
import { readNpmrcProblems, type RegistryConfigOptions } from "./registry-config.ts";

/** Throws `E_NPMRC_UNSAFE` where a repository's own `.npmrc` would, in CI, hand over credentials, run other code or lead elsewhere. */
export function refuseNpmrc(options: RegistryConfigOptions & { readonly root: string }): void {
  const { env } = options;
  if (!isCi(env)) return;
  const problems = readNpmrcProblems(options);
  if (problems.length > 0) throw failures.E_NPMRC_UNSAFE({ file: ".npmrc", problems });
}

function isCi({ CI, GITHUB_ACTIONS }: RegistryConfigOptions["env"]): boolean {
  return [CI, GITHUB_ACTIONS].some((value) => value !== undefined && !["", "0", "false"].includes(value));
}
