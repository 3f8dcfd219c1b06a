import { isRecord, parseJson } from "@releaser/core";

/** Whether a token lets its bearer push an image, by what it says of itself; true where it says nothing that can be read. */
export function grantsPush(token: string, name: string): boolean {
  const payload = parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  const access = isRecord(payload) ? payload["access"] : undefined;
  if (!Array.isArray(access)) return true;
  return access.some(
    (entry: unknown) =>
      isRecord(entry) &&
      entry["name"] === name &&
      Array.isArray(entry["actions"]) &&
      entry["actions"].some((action: unknown) => action === "push" || action === "*"),
  );
}
