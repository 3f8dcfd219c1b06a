import { validateDocument } from "@releaser/gates";
import { fixture, fixtureTest, openGitRepo, releaser, repositoryRoot } from "@releaser/testkit";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { StatusDocument } from "../src/index.ts";

const sentinel = join(repositoryRoot, ".sentinel");

const ids = [
  "Shopify__polaris--rel",
  "TanStack__form--rel",
  "Thinkmill__manypkg--rel",
  "biomejs__biome",
  "changesets__action",
  "e2b-dev__E2B",
  "emotion-js__emotion--rel",
  "graphprotocol__graph-tooling",
  "graphql__graphiql",
  "graphql__graphiql--rel",
  "livekit__client-sdk-js",
  "llampwall__sentinel-kit",
  "shadcn-ui__ui--rel",
  "sigstore__sigstore-js--rel",
  "sveltejs__kit",
  "sveltejs__kit--v1-exit",
  "wevm__wagmi--rel",
] as const;

const verbs = [["plan"], ["skew"], ["wire"], ["wire", "--check"], ["wire", "--audit"], ["plan", "--check"]] as const;

describe("a workspace that nobody here wrote is set up", () => {
  for (const id of ids) {
    fixtureTest(
      `${id}: what is shown is written, nothing else, and only once; plan, skew and wire then have their say, and find nothing of ours to mend`,
      async () => {
        const cwd = fixture(id);
        const repo = openGitRepo(cwd);
        repo.git("remote", "add", "origin", `https://github.com/acme/${id.toLowerCase()}.git`);
        const shown = await statusOf(["init", "--dry-run"], cwd);
        expect([shown.exit, repo.git("status", "--porcelain", "--ignored")]).toEqual([0, ""]);

        const written = await statusOf(["init", "--yes"], cwd);
        expect([written.exit, filesOf(written)]).toEqual([0, filesOf(shown)]);
        expect(changedIn(repo)).toEqual(filesOf(shown));

        const again = await statusOf(["init", "--yes"], cwd);
        expect([again.exit, filesOf(again), changedIn(repo)]).toEqual([0, [], filesOf(shown)]);

        for (const verb of verbs) {
          const { code, stdout, stderr } = await releaser(verb, { cwd });
          const said = `${stdout}${stderr}`;
          expect(said).not.toMatch(/^\s+at |E_BUG/mu);
          const isFresh = verb.length === 1 || code === 0;
          expect([verb, isFresh, code === 0 || /^ +→ .+/mu.test(said)]).toEqual([verb, true, true]);
        }
        expect(changedIn(repo)).toEqual(filesOf(shown));
      },
    );
  }
});

async function statusOf(args: readonly string[], cwd: string): Promise<StatusDocument> {
  const { stdout, stderr } = await releaser([...args, "--json"], { cwd });
  expect(stderr).not.toMatch(/^\s+at |E_BUG/mu);
  const status = JSON.parse(stdout) as StatusDocument;
  expect(validateDocument(sentinel, "release-status.v1", status)).toEqual([]);
  return status;
}

function filesOf({ resources }: StatusDocument): readonly string[] {
  return resources.map(({ id }) => id.replace("file:", ""));
}

function changedIn({ git }: ReturnType<typeof openGitRepo>): readonly string[] {
  const lines = git("status", "--porcelain", "--untracked-files=all", "--ignored").split("\n").filter(Boolean);
  return lines.map((line) => line.slice(3)).toSorted();
}
