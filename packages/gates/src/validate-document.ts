import { errorsOf } from "./contract-schema.ts";
import { failures } from "./failures.ts";
import { readContracts } from "./read-contracts.ts";

/**
 * All errors of one document against `<dir>/contracts/<contract>.{yaml,json}`; none where it fits. Throws
 * `E_CONTRACT_UNKNOWN` where there is no such contract, or none that compiles.
 */
export function validateDocument(dir: string, contract: string, document: unknown): readonly string[] {
  const [found] = readContracts(dir, (name) => name === contract);
  const compiled = found?.compiled ?? { problem: "there is no such contract" };
  if ("validate" in compiled) return errorsOf(compiled, document);
  throw failures.E_CONTRACT_UNKNOWN({ contract, folder: `${dir}/contracts`, reason: compiled.problem });
}
