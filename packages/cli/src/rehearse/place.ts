import { existsSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
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
  readonly signingKey: string;
  readonly allowedSigners: string;
  readonly result: string;
}

/** The folder of a rehearsal: a new one, an empty one, or one that an earlier rehearsal left, to go on with. */
export function openPlace(keep: string | undefined): Place {
  const dir = keep === undefined ? mkdtempSync(join(tmpdir(), "releaser-rehearsal-")) : resolve(keep);
  mkdirSync(dir, { recursive: true });
  const found = readdirSync(dir);
  if (found.length > 0 && !existsSync(join(dir, "remote.git"))) {
    throw failures.E_REHEARSAL_PLACE({ dir, why: "it holds something that is no rehearsal" });
  }
  return {
    dir,
    work: join(dir, "work"),
    remote: join(dir, "remote.git"),
    clean: join(dir, "clean"),
    releases: join(dir, "releases"),
    registry: join(dir, "registry"),
    signingKey: join(dir, "signing_key"),
    allowedSigners: join(dir, "allowed_signers"),
    result: join(dir, "result.json"),
  };
}
