import type { ReleasePage } from "@releaser/publishers";

/** A page whose place cannot be told: whoever asks for it hears why, and what needs no page goes on. */
export function pageNowhere(kind: string, why: unknown): ReleasePage {
  const refuse = async (): Promise<never> => await Promise.reject(why);
  return {
    kind,
    locate: () => "nowhere",
    locateAsset: () => "nowhere",
    list: refuse,
    createDraft: refuse,
    upload: refuse,
    remove: refuse,
    download: refuse,
    setBody: refuse,
    update: refuse,
    makePublic: refuse,
    discard: refuse,
  };
}
