import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, resolve } from "node:path";
import { shellWord } from "@releaser/core";
import { copyClosure } from "../portable/copy-closure.ts";
import { failures } from "../failures.ts";
import type { Verb } from "./verb.ts";

export interface PortableOptions {
  /** An empty folder, or one to be made; relative to where the command is typed. */
  readonly out: string;
}

/** Rehearsals alone need it, and it is larger than all the rest. */
const without: readonly string[] = ["verdaccio"];

/** Copies this very command with all that it needs into a folder, for machines that install nothing: `node <folder>/releaser.mjs`. */
export const portable: Verb<PortableOptions> = async (_, { out }) => {
  const dir = resolve(out);
  const refuse = (why: string, next: string): Error => failures.E_PORTABLE({ dir, why, next });
  const taken = whyTaken(dir);
  if (taken !== undefined) throw refuse(taken, "name a new folder");
  const own = dirname(findPackageJSON(import.meta.url) ?? "");
  if (existsSync(resolve(own, "src/bin.ts"))) {
    throw refuse(
      "this is Releaser from its sources, which run nowhere else",
      "install @releaser/cli from a registry or a tarball",
    );
  }
  const { packages, missing } = copyClosure(own, dir, without);
  if (missing.length > 0) {
    throw refuse(
      `not installed: ${missing.join(", ")}`,
      "install the dependencies into node_modules, then type it again",
    );
  }
  writeFileSync(resolve(dir, "releaser.mjs"), 'import "./node_modules/@releaser/cli/dist/bin.js";\n');
  const notes = [`${packages} packages`];
  return await Promise.resolve({
    verb: "portable",
    outcomes: [],
    place: dir,
    notes,
    next: `node ${shellWord(resolve(dir, "releaser.mjs"))} --version`,
  });
};

function whyTaken(dir: string): string | undefined {
  const found = statSync(dir, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return "it is no folder";
  return readdirSync(dir).length > 0 ? "something is in it already" : undefined;
}
