import type { Permission } from "./pipeline.ts";

/** What every job needs that looks at the repository. */
export const readsCode: Permission = { scope: "contents", access: "read", reason: "the checkout" };
