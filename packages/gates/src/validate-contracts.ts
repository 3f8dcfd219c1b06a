import { statSync } from "node:fs";
import { join } from "node:path";
import { type CompiledContract, judge } from "./contract-schema.ts";
import { type ContractFile, namesIn, readContracts, readDocument } from "./read-contracts.ts";

/** What is wrong with one contract or its fixtures. */
export interface ContractResult {
  /** Relative to the folder that was validated, with `/`. */
  readonly file: string;
  readonly name: string;
  /** One each, every error of the schema validator included; empty where all is well. */
  readonly problems: readonly string[];
}

export interface ContractReport {
  readonly ok: boolean;
  readonly contracts: readonly ContractResult[];
  /** How many fixtures were compared with their contract. */
  readonly checked: number;
}

interface Fixture {
  /** Relative to the folder that was validated. */
  readonly file: string;
  readonly passes: boolean;
}

/**
 * Holds every contract of `<dir>/contracts` against its fixtures in `contracts/fixtures/<contract>/`: those below `bad/`
 * fail, all others pass. A contract without fixtures, and fixtures without a contract, are problems too. Reads only.
 */
export function validateContracts(dir: string): ContractReport {
  const files = readContracts(dir);
  const judged = files.map((contract) => judgeContract(dir, contract, fixturesOf(dir, contract.name)));
  const contracts = [...judged.map(({ result }) => result), ...orphansOf(dir, files)];
  return {
    ok: contracts.every(({ problems }) => problems.length === 0),
    contracts,
    checked: judged.reduce((sum, { checked }) => sum + checked, 0),
  };
}

interface Judged {
  readonly result: ContractResult;
  readonly checked: number;
}

function judgeContract(dir: string, contract: ContractFile, fixtures: readonly Fixture[]): Judged {
  const { file, name, compiled } = contract;
  if ("problem" in compiled) {
    return { result: { file, name, problems: [...contract.problems, compiled.problem] }, checked: 0 };
  }
  const none = fixtures.some(({ passes }) => passes)
    ? []
    : [`it has no fixture that passes: add contracts/fixtures/${name}/good/<name>.json`];
  const judged = fixtures.flatMap((fixture) => judgeFixture(dir, compiled, fixture));
  return { result: { file, name, problems: [...contract.problems, ...none, ...judged] }, checked: fixtures.length };
}

type Usable = Extract<CompiledContract, { readonly validate: unknown }>;

function judgeFixture(dir: string, compiled: Usable, { file, passes }: Fixture): readonly string[] {
  const read = readDocument(join(dir, file));
  if ("problem" in read) return [`${file} cannot be read: ${read.problem}`];
  const judged = judge(compiled, read.value);
  if ("problem" in judged) return [`${file} cannot be judged: ${judged.problem}`];
  if (passes) return judged.errors.map((error) => `${file}: ${error}`);
  return judged.errors.length === 0 ? [`${file} passes, and should fail`] : [];
}

function fixturesOf(dir: string, name: string): readonly Fixture[] {
  const folder = `contracts/fixtures/${name}`;
  return filesBelow(dir, folder)
    .filter((file) => /\.(?:json|ya?ml)$/u.test(file))
    .map((file) => ({ file, passes: !file.startsWith(`${folder}/bad/`) }));
}

function filesBelow(dir: string, folder: string): readonly string[] {
  return namesIn(join(dir, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(dir, path)).isDirectory() ? filesBelow(dir, path) : [path];
  });
}

function orphansOf(dir: string, contracts: readonly ContractFile[]): readonly ContractResult[] {
  const known = new Set(contracts.map(({ name }) => name));
  return namesIn(join(dir, "contracts/fixtures"))
    .filter((name) => !known.has(name) && statSync(join(dir, "contracts/fixtures", name)).isDirectory())
    .map((name) => ({
      file: `contracts/fixtures/${name}`,
      name,
      problems: [`there is no contract ${name} beside these fixtures`],
    }));
}
