import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ArtifactProblem,
  type ChecksumRecord,
  compareStatement,
  parseStatement,
  verifyEnvelope,
} from "@releaser/checksums";
import { ReleaserError } from "@releaser/core";
import { assetNames } from "../release/release.ts";
import { statementVerifier } from "../release/statement-signing.ts";
import type { Train } from "../release/train.ts";

/** The statement is as it was recorded where the checksum file lists it; what it says has to be the same too. */
export function statementProblems({ release }: Train, record: ChecksumRecord, dir: string): readonly ArtifactProblem[] {
  const name = assetNames(release.key).statement;
  const path = join(dir, name);
  if (!existsSync(path)) return [];
  try {
    return compareStatement(record, parseStatement(readFileSync(path, "utf8"), name), name);
  } catch (error) {
    if (!(error instanceof ReleaserError)) throw error;
    return [{ file: name, problem: "different", why: error.failure.what }];
  }
}

/** The signed statement has to be there where the configuration asks for it, and to be of a trusted signer. */
export async function envelopeProblems(train: Train, dir: string): Promise<readonly ArtifactProblem[]> {
  const { envelope: file, statement } = assetNames(train.release.key);
  const verifier = await statementVerifier(train);
  if (!existsSync(join(dir, file))) return verifier === undefined ? [] : [{ file, problem: "missing" }];
  if (!existsSync(join(dir, statement))) return [];
  const said = readFileSync(join(dir, statement), "utf8");
  try {
    const wrong = await verifyEnvelope(readFileSync(join(dir, file), "utf8"), { file, statement: said, verifier });
    return wrong.map((why) => ({ file, problem: "different" as const, why }));
  } catch (error) {
    if (!(error instanceof ReleaserError)) throw error;
    return [{ file, problem: "different", why: error.failure.why }];
  }
}
