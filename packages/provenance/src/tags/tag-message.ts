import { type Plan, renderTrailers, safeLine } from "@releaser/core";
import { planTrailers, type Producer } from "../commits/plan-trailers.ts";

/**
 * The message of a release's signed tag: the plan's trailers, and `Checksums-SHA256`, the hash of the checksum file, so
 * that one signature covers every artifact. `name` is the tag's own where it is a package's and not the train's.
 */
export function renderTagMessage(
  plan: Plan,
  options: Producer & { readonly commit: string; readonly checksumsSha256: string; readonly name?: string },
): string {
  const trailers = [...planTrailers(plan, options), { key: "Checksums-SHA256", value: options.checksumsSha256 }];
  const subject = safeLine(options.name ?? plan.train?.tag ?? plan.key);
  return `${subject}\n\n- release of commit ${safeLine(options.commit)}\n\n${renderTrailers(trailers)}`;
}
