import type { Owner } from "@releaser/core";

export const again = "type the same command again: what holds is skipped";
export const owner: Owner = "Owner";
