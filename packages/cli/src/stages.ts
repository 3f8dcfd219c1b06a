import { announced } from "./stages/announced.ts";
import { filed } from "./stages/filed.ts";
import { published } from "./stages/published.ts";
import { released } from "./stages/released.ts";
import { staged } from "./stages/staged.ts";
import { tagged } from "./stages/tagged.ts";
import { verified } from "./stages/verified.ts";
import type { StageDefinition } from "./release/train.ts";

/** What happens to packed bytes, in order. `proven` and `packed` come before and make them. */
export const stages: readonly StageDefinition[] = [staged, tagged, published, verified, released, announced, filed];
