import { expect, test } from "vitest";
import { auditWorkflows } from "../../src/audit/audit-workflows.ts";

const sha = "a".repeat(40);

/** A workflow that publishes and has no fault, for tests to spoil. */
const sound = `name: release
on:
  push:
    branches: [main]
permissions: {}
concurrency:
  group: release
  cancel-in-progress: false
jobs:
  pack:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    permissions:
      contents: read # checkout
    outputs:
      sums: \${{ steps.pack.outputs.sums }}
    steps:
      - uses: actions/checkout@${sha} # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-node@${sha} # v7.0.0
        with:
          node-version: 24
          package-manager-cache: false
      - run: npm ci && npm test
      - id: pack
        run: ./pack "$TITLE"
        env:
          TITLE: \${{ github.event.head_commit.message }}
      - uses: actions/upload-artifact@${sha} # v7.0.0
        with:
          path: packed
  publish:
    needs: pack
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    environment: npm
    permissions:
      id-token: write # trusted publishing
    steps:
      - uses: actions/download-artifact@${sha} # v8.0.1
      - run: echo "$SUMS" | sha256sum --check --strict
        env:
          SUMS: \${{ needs.pack.outputs.sums }}
      - run: npm publish acme-1.0.0.tgz
`;

/** What the audit finds: each rule with what stands there, from the first character that is pointed at. */
function found(text: string): readonly (readonly [string, string])[] {
  const lines = text.split("\n");
  return auditWorkflows([{ file: "release.yml", text, ours: true }]).map(({ rule, line = 0, column = 0 }) => [
    rule,
    lines[line - 1]?.slice(column - 1) ?? "",
  ]);
}

test("nothing is found in a workflow that is in order", () => {
  expect(found(sound)).toEqual([]);
});

test.each([
  ["permissions: {}", "permissions: write-all", "all-permissions", "permissions: "],
  ["permissions: {}", "permissions: read-all", "all-permissions", "permissions: "],
  ["permissions: {}", "permissions:\n  contents: write", "top-level-permissions", "contents: write"],
  ["      contents: read # checkout", "      contents: write", "undocumented-permission", "contents: write"],
  [`checkout@${sha} # v7.0.1`, "checkout@v7", "unpinned-action", "actions/checkout@"],
  [`checkout@${sha} # v7.0.1`, `checkout@${"a".repeat(39)} # v7.0.1`, "unpinned-action", "actions/checkout@"],
  [`checkout@${sha} # v7.0.1`, `checkout@${sha}`, "unversioned-pin", "actions/checkout@"],
  [`checkout@${sha} # v7.0.1`, `checkout@${sha} # main`, "unversioned-pin", "actions/checkout@"],
  ["        with:\n          persist-credentials: false\n", "", "persisted-credentials", "actions/checkout@"],
  [
    "          persist-credentials: false\n",
    "          persist-credentials: true\n",
    "persisted-credentials",
    "persist-credentials: true",
  ],
  ["  push:\n    branches: [main]", "  pull_request_target:", "privileged-trigger", "pull_request_target:"],
  ['./pack "$TITLE"', './pack "${{ github.event.head_commit.message }}"', "expression-in-script", "${{ github."],
  ['./pack "$TITLE"', './pack "${{ github.sha }}"', "expression-in-script", "${{ github."],
  ["cancel-in-progress: false", "cancel-in-progress: true", "release-concurrency", "true"],
  ["          package-manager-cache: false\n", "          cache: npm\n", "release-cache", "cache: npm"],
  ["          package-manager-cache: false\n", "", "release-cache", "actions/setup-node@"],
  ["    timeout-minutes: 20\n", "", "missing-timeout", "pack:"],
  ["    environment: npm\n", "", "identity-without-environment", "id-token: write"],
  ["      - run: npm publish", "      - run: npm ci\n      - run: npm publish", "identity-with-code", "npm ci"],
  ["npm publish acme-1.0.0.tgz", "npx releaser publish --to published", "identity-with-code", "npx releaser"],
  ["permissions: {}", "permissions: {}\nenv:\n  TOKEN: ${{ secrets.NPM_TOKEN }}", "wide-secret", "TOKEN: ${{"],
  ["    environment: npm\n", "    environment: npm\n    env:\n      T: ${{ secrets.T }}\n", "wide-secret", "T: ${{"],
  ["sha256sum --check --strict", "cat", "unchecked-artifact", "actions/download-artifact@"],
  [
    "      - run: npm ci && npm test",
    "      - continue-on-error: true\n        run: npm ci && npm test",
    "ignored-gate",
    "continue-on-error: true",
  ],
  [
    "    runs-on: ubuntu-24.04\n    timeout-minutes: 20",
    "    container: node:24\n    runs-on: ubuntu-24.04\n    timeout-minutes: 20",
    "unpinned-image",
    "node:24",
  ],
  [
    "    needs: pack\n",
    "    needs: pack\n    if: ${{ true }} && success()\n",
    "constant-condition",
    "${{ true }} && success()",
  ],
  [
    "    needs: pack\n",
    "    needs: pack\n    if: contains('refs/heads/main', github.ref)\n",
    "unsound-contains",
    "contains(",
  ],
  ["concurrency:\n  group: release\n  cancel-in-progress: false\n", "", "release-concurrency", "publish:"],
])("%j turned into %j is found by %s, and nothing else is", (was, spoilt, rule, start) => {
  expect(sound).toContain(was);
  expect(found(sound.replace(was, spoilt)).map(([id, text]) => [id, text.slice(0, start.length)])).toEqual([
    [rule, start],
  ]);
});

test.each([
  "changesets/action@SHA # v1.5.0\n        with:\n          publish: npm run publish",
  "changesets/action@SHA # v2.1.1\n        with:\n          publish-script: npm run publish",
  "changesets/action/publish@SHA # v2.1.1",
])("a job publishes by %j", (uses) => {
  const text = sound
    .replace("run: npm publish acme-1.0.0.tgz", `uses: ${uses.replace("SHA", sha)}`)
    .replace("sha256sum --check --strict", "cat");
  expect(found(text).map(([rule]) => rule)).toEqual(["unchecked-artifact"]);
});
