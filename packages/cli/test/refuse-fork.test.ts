import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ReleaserError } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { refuseFork } from "../src/release/refuse-fork.ts";

const repository = { full_name: "acme/shop" };
const theirs = { full_name: "mallory/shop" };

/** Why it is refused; undefined where it is not. */
function refusal(event: string | undefined, payload?: unknown): string | undefined {
  const path = join(tempDir(), "event.json");
  if (payload !== undefined) writeFileSync(path, typeof payload === "string" ? payload : JSON.stringify(payload));
  try {
    refuseFork({
      GITHUB_EVENT_NAME: event,
      GITHUB_REPOSITORY: "acme/shop",
      ...(payload !== undefined && { GITHUB_EVENT_PATH: path }),
    });
    return undefined;
  } catch (error) {
    if (error instanceof ReleaserError && error.failure.code === "E_FORK") return error.failure.why;
    throw error;
  }
}

describe("an event is refused:", () => {
  test.each(["pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"])(
    "%s, whatever it says",
    (event) => {
      expect(refusal(event, { repository, pull_request: { head: { repo: repository } } })).toContain("pull request");
      expect(refusal(event)).toContain("pull request");
    },
  );

  test.each([
    { what: "a fork's run", payload: { repository, workflow_run: { head_repository: theirs } }, why: "mallory/shop" },
    {
      what: "the run of a fork that is gone",
      payload: { repository, workflow_run: { head_repository: null } },
      why: "gone",
    },
    { what: "a head that is not named", payload: { workflow_run: { head_repository: { full_name: 7 } } }, why: "gone" },
    { what: "a fork's head", payload: { repository, pull_request: { head: { repo: theirs } } }, why: "mallory/shop" },
    { what: "a head that is told as nothing", payload: { repository, pull_request: { head: null } }, why: "gone" },
    { what: "a payload that is no JSON", payload: "{", why: "cannot be read" },
    { what: "a payload that is no object", payload: "7", why: "cannot be read" },
    { what: "no payload", payload: undefined, why: "cannot be read" },
  ])("workflow_run with $what", ({ payload, why }) => {
    expect(refusal("workflow_run", payload)).toContain(why);
  });
});

test.each([
  { what: "no event", event: undefined },
  { what: "a push", event: "push", payload: { repository, head_commit: {} } },
  { what: "a push that no payload tells of", event: "push" },
  { what: "a run by hand", event: "workflow_dispatch", payload: { repository, inputs: null } },
  {
    what: "the repository's own run",
    event: "workflow_run",
    payload: { workflow_run: { head_repository: repository } },
  },
  {
    what: "its own run, written otherwise",
    event: "workflow_run",
    payload: { repository, workflow_run: { head_repository: { full_name: "Acme/Shop" } } },
  },
])("$what is not", ({ event, payload }) => {
  expect(refusal(event, payload)).toBeUndefined();
});
