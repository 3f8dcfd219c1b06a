import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, repo, repositoryRoot, type World } from "@releaser/testkit";

const nxJson = {
  analytics: false,
  neverConnectToCloud: true,
  useDaemonProcess: false,
  tui: { enabled: false },
  plugins: ["@releaser/nx"],
};

/** A repository of so many public packages in chains of ten, with nx and the plugin; `releaser` answers nothing there, so that packing alone is timed. */
export function writeNxScene(place: string, packages: number): string {
  const { dir } = gitRepo(toWorld(packages), { dir: place });
  const bin = join(dir, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(dir, "node_modules/@releaser"));
  symlinkSync(join(repositoryRoot, "node_modules/nx"), join(dir, "node_modules/nx"));
  symlinkSync(join(repositoryRoot, "packages/nx"), join(dir, "node_modules/@releaser/nx"));
  writeFileSync(join(bin, "releaser"), "#!/bin/sh\n");
  chmodSync(join(bin, "releaser"), 0o755);
  return dir;
}

function toWorld(packages: number): World {
  const empty = repo().file("nx.json", JSON.stringify(nxJson)).file(".gitignore", "node_modules\n.nx\n.releaser\n");
  return Array.from({ length: packages }, (_, index) => index).reduce(
    (world, index) =>
      world
        .pkg(`@s/p${index}@1.0.0`, index % 10 === 0 ? {} : { dependencies: { [`@s/p${index - 1}`]: "workspace:^" } })
        .file(`packages/p${index}/index.js`, "export {};\n"),
    empty,
  );
}
