import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ArtifactProblem, type ChecksumRecord, compareStatement, parseStatement } from "@releaser/checksums";
import { ReleaserError } from "@releaser/core";
import { assetNames } from "../release/release.ts";
import { signedName, signKind, verifySigned } from "../release/statement-signing.ts";
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
  const kind = signKind(train);
  const file = signedName(train, kind);
  const statement = join(dir, assetNames(train.release.key).statement);
  if (!existsSync(join(dir, file))) return kind === undefined ? [] : [{ file, problem: "missing" }];
  if (!existsSync(statement)) return [];
  try {
    const wrong = await verifySigned(train, readFileSync(join(dir, file), "utf8"), readFileSync(statement, "utf8"));
    return wrong.map((why) => ({ file, problem: "different" as const, why }));
  } catch (error) {
    if (!(error instanceof ReleaserError) || error.failure.exit !== 6) throw error;
    return [{ file, problem: "different", why: error.failure.why }];
  }
}
