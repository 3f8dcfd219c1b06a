import { defineRule, type Rule } from "@releaser/core";

/** Every file of `.changeset` that does not say what it should, not the first alone. */
export const invalidChangeset: Rule = defineRule({
  id: "plan/invalid-changeset",
  title: "every changeset can be read",
  level: "error",
  scope: "offline",
  *check({ workspace }) {
    for (const { at, reason } of workspace.changesets?.invalid ?? []) {
      yield {
        at,
        message: `${at.file} ${reason}`,
        hint: at.file.endsWith(".json")
          ? `correct ${at.file}`
          : `correct ${at.file}, or delete it and run \`pnpm changeset\``,
      };
    }
  },
});
