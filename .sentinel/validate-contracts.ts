import { validateContracts } from "@releaser/gates";

const { ok, contracts, checked } = validateContracts(import.meta.dirname);

for (const { file, problems } of contracts) {
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${file}`);
  for (const problem of problems) console.log(`    ${problem}`);
}

const wrong = contracts.filter(({ problems }) => problems.length > 0).length;
console.log(`${contracts.length} contracts, ${checked} fixtures, ${wrong} with problems`);
process.exitCode = ok && contracts.length > 0 ? 0 : 4;
