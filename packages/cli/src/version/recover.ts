import type { Context } from "../context.ts";
import { recoverVersion } from "./recover-version.ts";

/** Ends what a killed run began, and says so. Throws `E_VERSION_INTERRUPTED`. */
export async function recover(context: Context): Promise<void> {
  const ended = await recoverVersion(context);
  if (ended === "nothing") return;
  const what =
    ended === "finished" ? "moved the branch; it is finished now" : "wrote into the work tree; that is taken back";
  context.notice(`an earlier version run was killed while it ${what}`);
}
