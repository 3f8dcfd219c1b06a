import { type ReleaseContent, titleOf } from "./release-content.ts";

/** Where the trusted signers of a repository lie unless told, relative to its root. */
const usualSigners = ".github/allowed_signers";

/** Commands that check a release without trusting who made it, in a clone with what the page offers beside it. */
export function renderVerification(content: ReleaseContent, signers: string = usualSigners): string {
  return [
    "```sh",
    "# who signed it, in a clone; the trusted signers are in the repository",
    `git -c gpg.ssh.allowedSignersFile=${toWord(signers)} verify-tag ${toWord(titleOf(content))}`,
    "# every file of the release, in the folder that they were downloaded to",
    `sha256sum -c --strict ${toWord(`${content.key}.txt`)}`,
    "# everything at once, from the registry, the tag and the page",
    `releaser verify ${toWord(content.key)}`,
    "```",
  ].join("\n");
}

/** One word for a shell; nothing in it can end the fence. */
function toWord(text: string): string {
  if (/^[\w@/.+~-]+$/u.test(text)) return text;
  return `'${text.replaceAll(/[`\p{Cc}]/gu, "?").replaceAll("'", String.raw`'\''`)}'`;
}
