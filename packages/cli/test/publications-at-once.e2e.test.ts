import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, tempDir } from "@releaser/testkit";
import {
  type Call,
  type Fault,
  type FaultPlan,
  faultPlan,
  type LabRegistry,
  openFaultProxy,
  openLabRegistry,
  writeNpmrc,
} from "@releaser/testkit/lab";
import { expect, onTestFinished, test } from "vitest";
import { outgoingWorlds } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

/** What needs nothing of the others but core, and what needs all of it. */
const middle = ["a", "b", "c", "d", "e", "f"];
const needs: Readonly<Record<string, readonly string[]>> = {
  core: [],
  cli: ["core"],
  ...Object.fromEntries(middle.map((name) => [name, ["core"]])),
  top: middle,
};

function addPackages({ dir }: GitRepo): void {
  for (const [name, before] of Object.entries(needs).slice(2)) {
    const folder = join(dir, "packages", name);
    mkdirSync(folder);
    const dependencies = Object.fromEntries(before.map((one) => [`@acme/${one}`, "workspace:~"]));
    const manifest = {
      name: `@acme/${name}`,
      version: "1.0.0",
      exports: "./index.js",
      files: ["index.js"],
      dependencies,
    };
    writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
    writeFileSync(join(folder, "index.js"), "\n");
  }
  const bumps = [...middle, "top"].map((name) => `"@acme/${name}": minor`);
  writeFileSync(join(dir, ".changeset/more.md"), `---\n${bumps.join("\n")}\n---\n\nMore packages.\n`);
}

interface Lab {
  readonly registry: LabRegistry;
  readonly env: Readonly<Record<string, string>>;
  /** Lets something happen to publications from now on, and gives the calls. */
  arm(fault: Fault | undefined, name: string): FaultPlan;
}

async function openLab(): Promise<Lab> {
  let plan = faultPlan();
  const registry = await openLabRegistry();
  const proxy = await openFaultProxy({ service: "npm", upstream: registry.url, plan: () => plan });
  onTestFinished(async () => void (await Promise.all([registry.close(), proxy.close()])));
  return {
    registry,
    env: { NPM_CONFIG_USERCONFIG: writeNpmrc(join(tempDir(), "npmrc"), proxy.url) },
    arm: (fault, name) =>
      (plan = faultPlan((call) => (fault && call.writes && nameOf(call) === name ? { fault } : undefined))),
  };
}

function nameOf({ path }: Call): string {
  return /^\/@acme(?:%2f|\/)(?<name>[a-z]+)$/u.exec(path)?.groups?.["name"] ?? "";
}

/** The packages in the order in which a person reads that they hold. */
function toldIn(stdout: string): readonly string[] {
  return [...stdout.matchAll(/ npm +@acme\/(?<name>[a-z]+)@/gu)].map(({ groups }) => groups?.["name"] ?? "");
}

test("each package is sent after the registry was seen to have all that it needs, and they are told in one order", async () => {
  const it = await openChanged((repo) => {
    addPackages(repo);
    repo.commit("more packages");
  });
  const lab = await openLab();
  const { calls } = lab.arm("slow", "a");
  const { code, stdout } = await it.run(["publish", "--outward"], { env: lab.env });
  expect(code).toBe(0);
  const sent = (name: string): number => calls.findIndex((call) => call.writes && nameOf(call) === name);
  const seen = (name: string): number =>
    calls.findIndex((call, index) => index > sent(name) && !call.writes && nameOf(call) === name);
  for (const [name, before] of Object.entries(needs)) {
    for (const one of before) expect([name, one, sent(name) > seen(one) && seen(one) > 0]).toEqual([name, one, true]);
  }
  // The answer about `a` comes last of its kind.
  expect(toldIn(stdout)).toEqual(["core", ...middle, "top", "cli"]);
});

test("where a publication fails none is begun any more, and the same command sends the rest once", async () => {
  const it = await openChanged((repo) => {
    addPackages(repo);
    writeFileSync(
      join(repo.dir, "releaser.config.json"),
      '{ "page": { "kind": "directory", "path": "../releases" }, "concurrency": 1 }\n',
    );
    repo.commit("more packages");
  });
  const lab = await openLab();
  lab.arm("403", "b");
  const failed = await it.status(["publish", "--outward"], { env: lab.env });
  expect(failed.failures).toMatchObject([{ details: { id: expect.stringContaining("@acme/b@") as string } }]);
  const names = (): readonly string[] =>
    lab.registry.snapshot().published.map((id) => id.slice(6, id.lastIndexOf("@")));
  const before = names();
  expect(before).not.toContain("b");
  expect(before.length).toBeLessThan(Object.keys(needs).length - 2);
  lab.arm(undefined, "");
  expect(await it.run(["publish", "--outward"], { env: lab.env })).toMatchObject({ code: 0 });
  expect(names().slice(0, before.length)).toEqual(before);
  expect(names().toSorted()).toEqual(Object.keys(needs).toSorted());
});
