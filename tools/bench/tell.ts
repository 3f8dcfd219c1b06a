/** Progress, beside what is measured. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
