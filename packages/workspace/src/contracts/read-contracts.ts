import { type Contract, contractsDir, type FileAt, type History, parseContractFile } from "@releaser/core";
import type { Files } from "../files.ts";
import { parseContract } from "./parse-contract.ts";
import { scanContractHead } from "./scan-contract-head.ts";

// A YAML reader takes a second over this much of what is none; the largest contract seen holds 30 KB.
const largestYaml = 256 * 1024;
const largestJson = 2 * 1024 * 1024;

/** The contracts of the work tree, by file. A file that is named as none is passed over. */
export function readContracts(files: Files): readonly Contract[] {
  const names = files.list(contractsDir).filter(({ kind }) => kind === "file");
  const paths = names.map(({ name }) => `${contractsDir}/${name}`).toSorted();
  return paths.flatMap((file) => {
    if (parseContractFile(file) === undefined) return [];
    const size = files.size?.(file) ?? 0;
    return (size > mostOf(file) ? tooLarge(file) : toContract(file, files.read(file))) ?? [];
  });
}

/** The same as of tags or commits, in the order of what is wanted. */
export function readContractsAt(
  history: () => History,
): (wanted: readonly FileAt[]) => readonly (Contract | undefined)[] {
  return (wanted) => {
    const texts = history().textsAt(wanted);
    return wanted.map(({ file }, index) => toContract(file, texts[index]));
  };
}

/** A contract from its text; undefined where there is none, or the file is named as no contract. */
function toContract(file: string, text: string | undefined): Contract | undefined {
  const name = parseContractFile(file);
  if (name === undefined || text === undefined) return undefined;
  if (text.length > mostOf(file)) return tooLarge(file);
  let parsed: ReturnType<typeof parseContract> | undefined;
  const parse = (): ReturnType<typeof parseContract> => (parsed ??= parseContract(file, text));
  const { id, owner } = (file.endsWith(".json") ? undefined : scanContractHead(text)) ?? parse();
  const invalid =
    parsed !== undefined && "problem" in parsed.schema ? [{ at: { file }, reason: parsed.schema.problem }] : [];
  return { ...name, file, text, id, owner, invalid, schema: () => parse().schema };
}

function tooLarge(file: string): Contract | undefined {
  const name = parseContractFile(file);
  const problem = `holds more than ${mostOf(file) / 1024} KB, which no contract needs`;
  if (name === undefined) return undefined;
  const invalid = [{ at: { file }, reason: problem }];
  return { ...name, file, text: "", id: undefined, owner: undefined, invalid, schema: () => ({ problem }) };
}

function mostOf(file: string): number {
  return file.endsWith(".json") ? largestJson : largestYaml;
}
