import type { Context } from "../context.ts";
import type { Result } from "../status-document.ts";

/** A verb brings the release to a state, and does whatever is missing on the way there. Throws `ReleaserError` for what stops it as a whole. */
export type Verb<Options = Readonly<Record<string, never>>> = (context: Context, options: Options) => Promise<Result>;
