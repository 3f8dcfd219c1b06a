import { type Contract, contractsDir, type Package, parseContractFile, type Workspace } from "@releaser/core";
import { isSentinel, packagesByName } from "../versioned.ts";

/** The package that releases a contract: the one that it names as its owner, or, where it names none, `.sentinel` itself. */
export function contractOwners(workspace: Workspace): (contract: Contract) => Package | undefined {
  let names: ReadonlyMap<string, Package> | undefined;
  const sentinel = workspace.members.find(isSentinel);
  return ({ owner }) => {
    if (owner === undefined) return sentinel;
    names ??= packagesByName(workspace);
    return typeof owner === "string" ? names.get(owner) : undefined;
  };
}

/** Whether a file is a contract. */
export function isContractFile(file: string): boolean {
  return parseContractFile(file) !== undefined && file.lastIndexOf("/") === contractsDir.length;
}

/** Whether a change of a file is judged by the rules on contracts, by what it means: a contract, or one of its fixtures. */
export function isJudgedAsContract(file: string): boolean {
  return file.startsWith(`${contractsDir}/fixtures/`) || (file.startsWith(`${contractsDir}/`) && isContractFile(file));
}
