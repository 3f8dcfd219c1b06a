import type { Git, GitOptions } from "@releaser/core";
import type { Context } from "../context.ts";

/** Who commits and tags on a machine on which git knows nobody, as in most CI. The name ends in `.invalid`: nobody owns it. */
const standIn = { name: "Releaser", email: "releaser@localhost.invalid" } as const;

/** Git that can commit and tag: as it is configured, else under a name that stands in, which is said. What it commits bears the date of the clock. */
export async function asCommitter({ clock, notice }: Pick<Context, "clock" | "notice">, git: Git): Promise<Git> {
  const date = `${Math.floor(clock.now().getTime() / 1000)} +0000`;
  const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const known = await git.run(["var", "GIT_COMMITTER_IDENT"], { accept: [0, 128] });
  if (known.code === 0) return given(git, [], env);
  const { name, email } = standIn;
  notice(`git knows no user.name and user.email here: ${name} <${email}> stands in`);
  return given(git, ["-c", `user.name=${name}`, "-c", `user.email=${email}`], env);
}

/** The same git with settings and variables that every call is given. */
function given(git: Git, settings: readonly string[], env: Readonly<Record<string, string>>): Git {
  const add = (options: GitOptions = {}): GitOptions => ({ ...options, env: { ...env, ...options.env } });
  return {
    dir: git.dir,
    run: (args, options) => git.run([...settings, ...args], add(options)),
    text: (args, options) => git.text([...settings, ...args], add(options)),
    in: (dir) => given(git.in(dir), settings, env),
  };
}
