import type { ContractSchema } from "@releaser/core";
import { parse } from "yaml";
import { isObject } from "../parse-json.ts";
import type { ContractHead } from "./scan-contract-head.ts";

const deepest = 100;
const mostValues = 50_000;

/** A contract from its text: JSON, or YAML 1.2. The whole document is the schema where it has no member `schema`. */
export function parseContract(file: string, text: string): ContractHead & { readonly schema: ContractSchema } {
  const read = attempt(file, text.replace(/^\uFEFF/u, ""));
  if ("problem" in read) return { id: undefined, owner: undefined, schema: read };
  const { value } = read;
  const problem = isObject(value) ? problemOf(value) : "holds no object";
  if (problem !== undefined || !isObject(value)) {
    return { id: undefined, owner: undefined, schema: { problem: problem ?? "" } };
  }
  const [schema, pointer] = Object.hasOwn(value, "schema") ? [value["schema"], "/schema"] : [value, ""];
  return { id: value["contract"], owner: value["owner"], schema: { value: schema, pointer } };
}

function attempt(file: string, text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    if (file.endsWith(".json")) return { value: JSON.parse(text) as unknown };
    // A key that stands twice is for whoever validates contracts: to look for it takes minutes where there are many keys.
    return { value: parse(text, { uniqueKeys: false, prettyErrors: false, logLevel: "error" }) as unknown };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { problem: `cannot be read: ${(error.message.split("\n")[0] ?? "").slice(0, 200)}` };
  }
}

/** What makes a document one that nobody wrote by hand, such as an alias that holds itself. */
function problemOf(value: unknown): string | undefined {
  let values = 0;
  const walk = (one: unknown, depth: number): boolean => {
    values += 1;
    if (depth > deepest || values > mostValues) return false;
    return typeof one !== "object" || one === null || Object.values(one).every((member) => walk(member, depth + 1));
  };
  return walk(value, 0) ? undefined : `nests deeper than ${deepest} levels, or holds more than ${mostValues} values`;
}
