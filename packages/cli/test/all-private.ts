import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitRepo } from "@releaser/testkit";

/** Every package of the small world is private, as in a repository of services; nothing is committed. */
export function makeAllPrivate({ dir }: GitRepo): void {
  for (const name of ["core", "cli"]) {
    change(join(dir, `packages/${name}/package.json`), { private: true });
  }
  change(join(dir, ".changeset/config.json"), { privatePackages: { version: true, tag: false } });
}

function change(file: string, parts: object): void {
  const document = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, `${JSON.stringify({ ...document, ...parts }, undefined, 2)}\n`);
}
