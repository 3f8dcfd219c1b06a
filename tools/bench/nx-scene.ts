import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, linkNx, nxIgnored, nxJson, repo, type World } from "@releaser/testkit";

/** A repository of so many public packages in chains of ten, with nx and the plugin; `releaser` answers nothing there, so that packing alone is timed. */
export function writeNxScene(place: string, packages: number): string {
  const { dir } = gitRepo(toWorld(packages), { dir: place });
  linkNx(dir);
  const releaser = join(dir, "node_modules/.bin/releaser");
  writeFileSync(releaser, "#!/bin/sh\n");
  chmodSync(releaser, 0o755);
  return dir;
}

function toWorld(packages: number): World {
  const empty = repo().file("nx.json", JSON.stringify(nxJson)).file(".gitignore", nxIgnored);
  return Array.from({ length: packages }, (_, index) => index).reduce(
    (world, index) =>
      world
        .pkg(`@s/p${index}@1.0.0`, index % 10 === 0 ? {} : { dependencies: { [`@s/p${index - 1}`]: "workspace:^" } })
        .file(`packages/p${index}/index.js`, "export {};\n"),
    empty,
  );
}
