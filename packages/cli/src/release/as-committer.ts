import type { Git } from "@releaser/core";
import type { Context } from "../context.ts";

/** Who commits and tags on a machine on which git knows nobody, as in most CI. The name ends in `.invalid`: nobody owns it. */
const standIn = { name: "Releaser", email: "releaser@localhost.invalid" } as const;

/** Git that can commit and tag: as it is configured, else under a name that stands in, which is said. */
export async function asCommitter({ notice }: Pick<Context, "notice">, git: Git): Promise<Git> {
  const known = await git.run(["var", "GIT_COMMITTER_IDENT"], { accept: [0, 128] });
  if (known.code === 0) return git;
  const { name, email } = standIn;
  notice(`git knows no user.name and user.email here: ${name} <${email}> stands in`);
  return withSettings(git, ["-c", `user.name=${name}`, "-c", `user.email=${email}`]);
}

function withSettings(git: Git, settings: readonly string[]): Git {
  return {
    dir: git.dir,
    run: (args, options) => git.run([...settings, ...args], options),
    text: (args, options) => git.text([...settings, ...args], options),
    in: (dir) => withSettings(git.in(dir), settings),
  };
}
