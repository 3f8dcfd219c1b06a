import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GitRepo } from "../git-repo.ts";

/** A manifest that a seed changes in place. */
export type Seeded = Record<string, unknown>;

/** A work tree to put a fault into. */
export interface Tree extends Pick<GitRepo, "commit" | "dir" | "git"> {
  /** Rewrites a JSON file with two spaces. */
  json(file: string, change: (value: Seeded) => void): void;
  /** Replaces a text that is there once; throws where it is not. */
  replace(file: string, from: string, to: string): void;
  write(file: string, text: string): void;
  remove(file: string): void;
}

/** The same repository, with the edits that seeds are made of. */
export function treeOf(repo: GitRepo): Tree {
  const path = (file: string): string => join(repo.dir, file);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  return {
    dir: repo.dir,
    git: repo.git,
    commit: repo.commit,
    write,
    remove: (file) => rmSync(path(file)),
    json: (file, change) => {
      const value = JSON.parse(readFileSync(path(file), "utf8")) as Seeded;
      change(value);
      write(file, `${JSON.stringify(value, undefined, 2)}\n`);
    },
    replace: (file, from, to) => {
      const text = readFileSync(path(file), "utf8");
      if (text.split(from).length !== 2) throw new Error(`${file} does not have ${JSON.stringify(from)} once`);
      write(
        file,
        text.replace(from, () => to),
      );
    },
  };
}
