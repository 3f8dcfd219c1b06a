import { safeLine } from "@releaser/core";

/** What gpg says of one signature on its status channel. Its exit code and its prose say less. */
export interface GpgStatus {
  readonly is: "good" | "unknown" | "unsound" | "untimely";
  /** Of the key that signed, in upper-case hexadecimal; undefined where gpg names none. */
  readonly fingerprint: string | undefined;
  /** Of the primary key that the signing one belongs to. */
  readonly primary: string | undefined;
  /** The user id of the key, as it states it. */
  readonly signer: string | undefined;
  /** When it was signed. */
  readonly date: Date | undefined;
}

/**
 * Reads `gpg --status-fd` of one verification. Good is what has one signature, `GOODSIG` and `VALIDSIG`, and no word against it;
 * anything that is not understood is unsound.
 */
export function parseGpgStatus(text: string): GpgStatus {
  const lines = text
    .split("\n")
    .flatMap((line) => /^\[GNUPG:\] ([A-Z_]+) ?(.*)$/u.exec(line.trimEnd())?.slice(1, 3) ?? []);
  const said = new Map<string, string>();
  for (let at = 0; at < lines.length; at += 2) said.set(lines[at] ?? "", lines[at + 1] ?? "");
  const count = lines.filter((word, at) => at % 2 === 0 && word === "NEWSIG").length;
  const valid = (said.get("VALIDSIG") ?? "").split(" ");
  const [named = ""] = (said.get("ERRSIG") ?? said.get("NO_PUBKEY") ?? "").split(" ");
  const [, user] =
    /^\S+ (.+)$/u.exec(said.get("GOODSIG") ?? said.get("EXPKEYSIG") ?? said.get("REVKEYSIG") ?? "") ?? [];
  return {
    is: count === 1 ? judge(said) : "unsound",
    fingerprint: valid[0] || said.get("ERRSIG")?.split(" ")[6] || named || undefined,
    primary: valid[9] || valid[0] || undefined,
    signer: user && safeLine(user),
    date: /^\d+$/u.test(valid[2] ?? "") ? new Date(Number(valid[2]) * 1000) : undefined,
  };
}

function judge(said: ReadonlyMap<string, string>): GpgStatus["is"] {
  if (said.has("BADSIG")) return "unsound";
  if (said.has("NO_PUBKEY")) return "unknown";
  if (said.has("ERRSIG")) return "unsound";
  if (!said.has("VALIDSIG")) return "unsound";
  if (["EXPKEYSIG", "EXPSIG", "REVKEYSIG", "KEYREVOKED"].some((word) => said.has(word))) return "untimely";
  return said.has("GOODSIG") ? "good" : "unsound";
}
