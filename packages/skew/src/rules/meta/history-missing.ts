import { defineRule, type HistoryGap, type Rule } from "@releaser/core";

/** Rules that look at tags and commits are silent without them; that they were silent for that reason has to be said. */
export const historyMissing: Rule = defineRule({
  id: "meta/history-missing",
  title: "tags and history are here, so that every rule can judge",
  level: "warning",
  scope: "offline",
  *check({ workspace }) {
    const { gap } = workspace.history();
    if (gap === undefined) return;
    const root = workspace.members.find(({ role }) => role === "root");
    const released = workspace.members.some(({ version }) => version !== undefined && version !== "0.0.0");
    yield {
      at: { file: root?.manifestFile ?? "package.json" },
      message: `${said[gap]}, so the rules on tags, intent and contracts could not judge`,
      hint: mends[gap],
      ...(gap !== "shallow clone" && !released && { level: "info" }),
    };
  },
});

const said: Readonly<Record<HistoryGap, string>> = {
  "no repository": "there is no git repository here",
  "no commits": "there is no commit yet",
  "shallow clone": "the clone is shallow",
  "no tags": "the clone has no tags",
};

const mends: Readonly<Record<HistoryGap, string>> = {
  "no repository": "run it in a clone of the repository",
  "no commits": "commit first",
  "shallow clone": "`git fetch --unshallow --tags`, or `fetch-depth: 0` in the checkout step",
  "no tags": "`git fetch --tags`, or `fetch-depth: 0` in the checkout step; before the first release there are none",
};
