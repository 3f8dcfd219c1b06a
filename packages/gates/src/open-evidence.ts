import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { hasErrorCode } from "@releaser/core";
import {
  type Evidence,
  type EvidenceIdentity,
  type GateEvidence,
  parseEvidence,
  renderEvidence,
  withGate,
} from "./evidence.ts";

/** The evidence of one commit, in one file. */
export interface EvidenceStore {
  /** The commit that it is about. */
  readonly commit: string;
  /** What is known; undefined where the file is absent, malformed, or about another commit or tree. */
  read(): Evidence | undefined;
  /** Puts what is known of one gate beside what is known of the others. After it resolves, or a kill at any instant, the file is whole. */
  record(known: GateEvidence): Promise<void>;
}

/** Opens the evidence file for one commit and tree; evidence about any other is neither read nor kept. */
export function openEvidence(file: string, identity: EvidenceIdentity): EvidenceStore {
  let last: Promise<void> = Promise.resolve();
  const read = (): Evidence | undefined => readEvidence(file, identity);
  const write = async (known: GateEvidence): Promise<void> => {
    const { commit, tree } = identity;
    const evidence = read() ?? { schema: "evidence.v1", commit, tree, gates: [] };
    await writeWhole(file, renderEvidence(withGate(evidence, known)));
  };
  return {
    commit: identity.commit,
    read,
    record(known) {
      const written = last.then(() => write(known));
      last = written.catch(() => {});
      return written;
    },
  };
}

function readEvidence(file: string, identity: EvidenceIdentity): Evidence | undefined {
  const evidence = parseEvidence(readText(file));
  const same = evidence?.commit === identity.commit && evidence.tree === identity.tree;
  return same ? evidence : undefined;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return "";
    throw error;
  }
}

/** Writes beside the file and renames, because a reader must never see half of it. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
