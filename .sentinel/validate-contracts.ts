import { renderContractReport, validateContracts } from "@releaser/gates";

const report = validateContracts(import.meta.dirname);
process.stdout.write(renderContractReport(report));
process.exitCode = report.ok && report.contracts.length > 0 ? 0 : 4;
