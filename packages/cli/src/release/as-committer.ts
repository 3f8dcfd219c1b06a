import type { Git } from "@releaser/core";
import type { Context } from "../context.ts";
import { gitWith } from "./git-with.ts";

/** Who commits and tags on a machine on which git knows nobody, as in most CI. The name ends in `.invalid`: nobody owns it. */
const standIn = { name: "Releaser", email: "releaser@localhost.invalid" } as const;

/** Git that can commit and tag: as it is configured, else under a name that stands in, which is said. What it commits bears the date of the clock. */
export async function asCommitter({ clock, notice }: Pick<Context, "clock" | "notice">, git: Git): Promise<Git> {
  const date = `${Math.floor(clock.now().getTime() / 1000)} +0000`;
  const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const known = await git.run(["var", "GIT_COMMITTER_IDENT"], { accept: [0, 128] });
  if (known.code === 0) return gitWith(git, { env });
  const { name, email } = standIn;
  notice(`git knows no user.name and user.email here: ${name} <${email}> stands in`);
  return gitWith(git, { settings: ["-c", `user.name=${name}`, "-c", `user.email=${email}`], env });
}
