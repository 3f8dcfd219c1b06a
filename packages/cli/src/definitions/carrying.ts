import type { Context } from "../context.ts";
import type { Result } from "../status-document.ts";
import type { VerbDefinition, VerbOptions } from "./verb-definition.ts";

type CarryVerb = (context: Context, options: VerbOptions) => Promise<Result>;

/** The run of a verb that ends with a release's state; `performAside` is for one that only looks. */
export function carrying(
  load: () => Promise<CarryVerb>,
  how: "perform" | "performAside" = "perform",
): VerbDefinition["run"] {
  return async (terminal, options) => {
    const [performers, verb] = await Promise.all([import("../verbs/perform.ts"), load()]);
    return await performers[how](terminal, options, async (context) => await verb(context, options));
  };
}
