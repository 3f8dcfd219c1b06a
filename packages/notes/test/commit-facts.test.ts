import { expect, test } from "vitest";
import { type CommitRecord, toFacts } from "../src/commit-facts.ts";

const record: CommitRecord = { id: "0123abc", name: "Jane Doe", email: "jane@acme.test", subject: "Waits", body: "" };

test.each([
  ["github", "Waits (#12)", "", 12],
  ["github", "Merge pull request #12 from acme/waits (#3)", "", 12],
  ["github", "Waits for (#12) and more", "See merge request acme/tools!9", undefined],
  ["gitlab", "Merge branch 'waits' into 'main'", "Waits\n\nSee merge request acme/web/tools!9\n", 9],
  ["gitlab", "Waits (#12)", "Look at !9", undefined],
  [undefined, "Waits (#12)", "See merge request acme/tools!9", undefined],
] as const)("on %s the pull request of %j, %j is %s", (kind, subject, body, pull) => {
  expect(toFacts({ ...record, subject, body }, kind).pull).toBe(pull);
});

test.each([
  ["github", "123+jane-d@users.noreply.github.com", { login: "jane-d" }],
  ["github", "jane-d@users.noreply.github.com", { login: "jane-d" }],
  ["gitlab", "123-jane-d@users.noreply.gitlab.com", { login: "jane-d" }],
  ["gitlab", "123+jane-d@users.noreply.github.com", { name: "Jane Doe" }],
  ["github", "1+x/../y@users.noreply.github.com", { name: "Jane Doe" }],
  [undefined, "123+jane-d@users.noreply.github.com", { name: "Jane Doe" }],
] as const)("on %s %s is the author %j", (kind, email, author) => {
  expect(toFacts({ ...record, email }, kind).author).toEqual(author);
});
