import { judge } from "./contract-schema.ts";
import { failures } from "./failures.ts";
import { readContracts } from "./read-contracts.ts";

/**
 * All errors of one document against `<dir>/contracts/<contract>.{yaml,json}`; none where it fits. Throws
 * `E_CONTRACT_UNKNOWN` where there is no such contract, or none that can judge it.
 */
export function validateDocument(dir: string, contract: string, document: unknown): readonly string[] {
  const [found] = readContracts(dir, (name) => name === contract);
  const compiled = found?.compiled ?? { problem: "there is no such contract" };
  const judged = "validate" in compiled ? judge(compiled, document) : compiled;
  if ("errors" in judged) return judged.errors;
  throw failures.E_CONTRACT_UNKNOWN({ contract, folder: `${dir}/contracts`, reason: judged.problem });
}
