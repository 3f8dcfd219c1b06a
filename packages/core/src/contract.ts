import type { InvalidInput } from "./workspace.ts";

/** The folder of the contracts, relative to the root. */
export const contractsDir = ".sentinel/contracts";

/** What the name of a contract's file says. */
export interface ContractName {
  /** Without the suffix: `users.v1`. */
  readonly name: string;
  /** `users`. */
  readonly domain: string;
  readonly version: number;
}

/** The schema of a contract with the pointer at which it stands in its file, or why it cannot be read. */
export type ContractSchema = { readonly value: unknown; readonly pointer: string } | { readonly problem: string };

/** A file that states how documents of a kind look. */
export interface Contract extends ContractName {
  /** Relative to the root. */
  readonly file: string;
  /** As it stands there, so that what did not change need not be parsed. */
  readonly text: string;
  /** What it calls itself, as written; undefined where it does not say. */
  readonly id: unknown;
  /** The package that releases it, as written; undefined where it does not say. */
  readonly owner: unknown;
  /** Why it cannot be read, where that is known without parsing all of it. */
  readonly invalid: readonly InvalidInput[];
  /** Parsed when first asked for. */
  readonly schema: () => ContractSchema;
}

/** The name of a contract's file, with or without folders before it; undefined where it is named as none. */
export function parseContractFile(file: string): ContractName | undefined {
  const found = /(?:^|\/)(?<name>(?<domain>[a-z0-9][\w.-]*)\.v(?<version>\d+))\.(?:json|ya?ml)$/u.exec(file)?.groups;
  const { name, domain, version } = found ?? {};
  if (name === undefined || domain === undefined || version === undefined) return undefined;
  return { name, domain, version: Number(version) };
}
