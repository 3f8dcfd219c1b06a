import { type ArtifactProblem, compareHash, type ExpectedFile } from "../record/compare-artifact.ts";
import { hashChunks } from "../record/digests.ts";
import { readAddress, type Remote } from "./remote.ts";

/** Downloads each file from below an address, `<base>/<name>`, and compares it; nothing is written. */
export async function verifyPage(
  files: readonly ExpectedFile[],
  base: string,
  remote: Remote,
): Promise<readonly ArtifactProblem[]> {
  const folder = base.endsWith("/") ? base : `${base}/`;
  const problems: ArtifactProblem[] = [];
  for (const file of files) {
    const address = new URL(encodeURIComponent(file.name), folder).href;
    problems.push(...(await verifyAddress(file, address, remote)));
  }
  return problems;
}

/** Downloads one file and compares it. */
export async function verifyAddress(
  expected: ExpectedFile,
  address: string,
  remote: Remote,
): Promise<readonly ArtifactProblem[]> {
  const answer = await readAddress(remote, address, { read: hashChunks });
  if ("value" in answer) return compareHash(expected, answer.value);
  return [{ file: expected.name, ...answer, algorithm: "sha256", expected: expected.sha256 }];
}
