import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode, parseContractFile, isRecord } from "@releaser/core";
import { parseDocument } from "yaml";
import { type CompiledContract, compileContract } from "./contract-schema.ts";

/** One file that states a contract. */
export interface ContractFile {
  /** Relative to the folder that holds `contracts`, with `/`. */
  readonly file: string;
  /** The file's name without its suffix, for example `users.v1`. */
  readonly name: string;
  readonly compiled: CompiledContract;
  /** What is wrong with the file itself, beside the schema. */
  readonly problems: readonly string[];
}

/** A document as read, or why it cannot be. */
export type ReadDocument = { readonly value: unknown } | { readonly problem: string };

/** The contracts of `<dir>/contracts` that are wanted, by name; none where there is no such folder. */
export function readContracts(dir: string, wanted: (name: string) => boolean = () => true): readonly ContractFile[] {
  return namesIn(join(dir, "contracts")).flatMap((file) => {
    const name = parseContractFile(file)?.name;
    return name === undefined || !wanted(name) ? [] : [readContract(dir, `contracts/${file}`, name)];
  });
}

/** The names in a folder, sorted; none where there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}

/** Reads JSON or YAML 1.2; of YAML also warnings (an unknown tag), bombs of aliases and what holds itself are problems. */
export function readDocument(file: string): ReadDocument {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/u, "");
  try {
    return file.endsWith(".json") ? { value: JSON.parse(text) as unknown } : parseYaml(text);
  } catch (error) {
    if (error instanceof Error) return { problem: error.message };
    throw error;
  }
}

function parseYaml(text: string): ReadDocument {
  const document = parseDocument(text, { prettyErrors: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) return { problem: problem.message };
  const value: unknown = document.toJS();
  return holdsItself(value) ? { problem: "an alias stands within what it is an alias of" } : { value };
}

/** What many aliases lead to is looked at once. */
function holdsItself(value: unknown, around = new Set<unknown>(), known = new Set<unknown>()): boolean {
  if (typeof value !== "object" || value === null || known.has(value)) return false;
  if (around.has(value)) return true;
  around.add(value);
  const holds = Object.values(value).some((one) => holdsItself(one, around, known));
  around.delete(value);
  known.add(value);
  return holds;
}

function readContract(dir: string, file: string, name: string): ContractFile {
  const read = readDocument(join(dir, file));
  const value = "value" in read ? read.value : undefined;
  if (!isRecord(value)) {
    const problem = "problem" in read ? `it cannot be read: ${read.problem}` : "it is not an object";
    return { file, name, compiled: { problem }, problems: [] };
  }
  const compiled = compileContract("schema" in value ? value["schema"] : value);
  return { file, name, compiled, problems: [...problemsOf(value, name)] };
}

function* problemsOf(value: Readonly<Record<string, unknown>>, name: string): Generator<string> {
  const { contract, description } = value;
  if (contract !== undefined && contract !== name) {
    yield `it calls itself ${JSON.stringify(contract)}, and its file ${JSON.stringify(name)}`;
  }
  if (!("schema" in value)) return;
  if (contract === undefined) yield `it has no contract: write "contract: ${name}"`;
  if (typeof description !== "string") yield "it has no description";
}
