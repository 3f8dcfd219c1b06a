import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { failures } from "../failures.ts";

/** What later steps and jobs of a workflow are told, by name. */
export type Outputs = Readonly<Record<string, string>>;

/**
 * Outputs as GitHub's runner reads them: each value between two lines of a delimiter that nobody can guess, so that no value
 * ends early and states an output of its own.
 * @throws E_OUTPUTS where a value has the delimiter in it
 */
export function renderOutputs(outputs: Outputs, delimiter: string): string {
  return Object.entries(outputs)
    .map(([name, value]) => {
      if (value.includes(delimiter)) {
        throw failures.E_OUTPUTS({ why: `the output ${name} has the line in it that was to end it` });
      }
      return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
    })
    .join("");
}

/**
 * Appends outputs to the file that `GITHUB_OUTPUT` names; nothing where it names none.
 * @throws E_OUTPUTS
 */
export function writeOutputs(env: Readonly<Record<string, string | undefined>>, outputs: Outputs): void {
  const file = env["GITHUB_OUTPUT"];
  if (!file) return;
  const text = renderOutputs(outputs, `releaser-${randomUUID()}`);
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw failures.E_OUTPUTS({ why: error instanceof Error ? error.message : String(error) });
  }
}
