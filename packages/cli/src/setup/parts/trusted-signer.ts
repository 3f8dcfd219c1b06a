import { setupFiles } from "../facts.ts";
import type { SetupPart } from "../setup.ts";

/** The key that signs on this machine as the first that is trusted, where nobody is yet. A key is never made here. */
export const trustedSigner: SetupPart = ({ signer, texts }, { trustKey }) => {
  const file = setupFiles.signers;
  if (!trustKey || signer === undefined || texts.has(file)) return undefined;
  const after = `${signer.email} namespaces="git" ${signer.publicKey}\n`;
  return { file, before: undefined, after, why: `releases signed by ${signer.email} are trusted` };
};
