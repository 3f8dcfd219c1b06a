import type { Git, GitOptions } from "@releaser/core";

export interface GitAdditions {
  /** `-c` and its value, in pairs. */
  readonly settings?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The same git with settings and variables that every call is given. A call's own variables win. */
export function gitWith(git: Git, additions: GitAdditions): Git {
  const { settings = [], env = {} } = additions;
  const add = (options: GitOptions = {}): GitOptions => ({ ...options, env: { ...env, ...options.env } });
  return {
    dir: git.dir,
    run: (args, options) => git.run([...settings, ...args], add(options)),
    text: (args, options) => git.text([...settings, ...args], add(options)),
    in: (dir) => gitWith(git.in(dir), additions),
  };
}
