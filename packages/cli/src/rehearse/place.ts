import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { failures } from "../failures.ts";

/** What a rehearsal leaves, and where. Absolute paths. */
export interface Place {
  readonly dir: string;
  /** The clone that released. */
  readonly work: string;
  readonly remote: string;
  /** The second clone, which verified. */
  readonly clean: string;
  /** The release pages: a folder for each tag. */
  readonly releases: string;
  readonly registry: string;
  /** A layout for each container image. */
  readonly images: string;
  /** A folder for each plug-in that rehearses. */
  readonly publishers: string;
  readonly signingKey: string;
  readonly allowedSigners: string;
  readonly result: string;
}

/** The folder of a rehearsal: a new one, an empty one, or one that an earlier rehearsal left, to go on with. */
export function openPlace(keep: string | undefined): Place {
  const dir = keep === undefined ? mkdtempSync(join(tmpdir(), "releaser-rehearsal-")) : resolve(keep);
  mkdirSync(dir, { recursive: true });
  const found = readdirSync(dir);
  if (!found.includes("remote.git") && !found.every((name) => isEarly(name))) {
    throw failures.E_REHEARSAL_PLACE({ dir, why: "it holds something that is no rehearsal" });
  }
  for (const name of found.filter((one) => unfinished.test(one))) rmSync(join(dir, name), { recursive: true });
  return {
    dir,
    work: join(dir, "work"),
    remote: join(dir, "remote.git"),
    clean: join(dir, "clean"),
    releases: join(dir, "releases"),
    registry: join(dir, "registry"),
    images: join(dir, "images"),
    publishers: join(dir, "publishers"),
    signingKey: join(dir, "signing_key"),
    allowedSigners: join(dir, "allowed_signers"),
    result: join(dir, "result.json"),
  };
}

/** What a run that was killed was about to put in place. */
const unfinished = /^(?:remote\.git|work)\.\d+$/u;

const early: ReadonlySet<string> = new Set([
  "allowed_signers",
  "registry",
  "result.json",
  "signing_key",
  "signing_key.pub",
]);

/** Whether a rehearsal that ended before it had its remote leaves such a file. */
function isEarly(name: string): boolean {
  return early.has(name) || unfinished.test(name);
}
