import type { ContractReport } from "./validate-contracts.ts";

/** A report for a person: one line for each contract, each of its problems below it, and how many there were. Ends with a newline. */
export function renderContractReport({ contracts, checked }: ContractReport): string {
  const lines = contracts.flatMap(({ file, problems }) => [
    `${problems.length === 0 ? "✓" : "✗"} ${file}`,
    ...problems.map((problem) => `    ${problem}`),
  ]);
  const wrong = contracts.filter(({ problems }) => problems.length > 0).length;
  return `${[...lines, `${contracts.length} contracts, ${checked} fixtures, ${wrong} with problems`].join("\n")}\n`;
}
