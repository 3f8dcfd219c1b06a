import { json, type LabReply, type LabRequest } from "../loopback.ts";
import { accountOf, type RegistryRules } from "./registry-rules.ts";
import type { RegistryState } from "./registry-state.ts";

/** Answers what a client may ask about accounts and packages; undefined where it asks for something else. */
export function answerAccount(
  request: LabRequest,
  path: string,
  { rules, state }: { readonly rules: RegistryRules; readonly state: RegistryState },
): LabReply | undefined {
  const account = accountOf(request, rules);
  if (path === "-/whoami") {
    return account ? json(200, { username: account.username }) : json(401, { error: "Unauthorized" });
  }
  const about = /^-\/package\/(?<name>.+)\/(?<what>collaborators|visibility)$/u.exec(path)?.groups;
  const name = about?.["name"];
  if (name === undefined) return undefined;
  const stored = state.packages[name];
  if (!stored) return json(404, { error: "Not found" });
  if (about?.["what"] === "visibility") return json(200, { public: stored.access !== "restricted" });
  if (!account) return json(401, { error: "Unauthorized" });
  return json(200, rules.collaborators?.[name] ?? { [account.username]: "read-write" });
}
