import type { Bump } from "@releaser/core";

/** How large a bump is, to compare. */
export const bumpSize: Readonly<Record<Bump, number>> = { none: 0, patch: 1, minor: 2, major: 3 };
