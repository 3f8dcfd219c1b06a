import type { PageState, ReleasePage } from "@releaser/publishers";
import type { openGitHubPage } from "@releaser/publishers/github";

/** Pages that are addressed by id, as the one page of a tag: the public one, else the oldest draft. */
export function pageByTag(page: ReturnType<typeof openGitHubPage>): ReleasePage {
  const find = async (tag: string) => (await page.list(tag))[0];
  const idOf = async (tag: string): Promise<string> => (await find(tag))?.id ?? "0";
  return {
    kind: page.kind,
    locate: page.locate,
    find: async (tag): Promise<PageState | undefined> => {
      const found = await find(tag);
      return found && { ...found, marker: found.marker.plan };
    },
    createDraft: async ({ marker: plan, ...draft }) => {
      await page.createDraft({ ...draft, marker: { plan, checksums: plan } });
    },
    upload: async (tag, asset) => await page.upload(await idOf(tag), asset),
    remove: async (tag, name) => await page.remove(await idOf(tag), name),
    download: async (tag, name, toFile) => await page.download(await idOf(tag), name, toFile),
    setBody: async (tag, body) => await page.setBody(await idOf(tag), body),
    makePublic: async (tag, { latest }) => {
      const { id = "0", prerelease = false } = (await find(tag)) ?? {};
      await page.makePublic(id, { latest, prerelease });
    },
    discard: async (tag) => await page.discard(await idOf(tag)),
  };
}
