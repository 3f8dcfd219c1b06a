import type { PageMarker, PageState } from "./release-page.ts";

/** The page of a release among those of its tag: the public one, whoever made it, else the oldest draft of the plan with these very bytes. */
export function choosePage(pages: readonly PageState[], { plan, checksums }: PageMarker): PageState | undefined {
  return (
    pages.find(({ draft }) => !draft) ??
    pages.find(({ marker }) => marker?.plan === plan && marker.checksums === checksums)
  );
}

export interface SettledPageOptions {
  /** The plan's digest. */
  readonly plan: string;
  /** What the tag signs; undefined where there is none. */
  readonly checksums: string | undefined;
  /** The name of the checksum file, which is uploaded last: where a draft has it, it has all the rest. */
  readonly file: string;
}

/**
 * The page whose bytes count, before a run has any of its own: the public one; else the draft that the tag states; else the
 * oldest draft of the plan that is complete.
 */
export function chooseSettledPage(
  pages: readonly PageState[],
  { plan, checksums, file }: SettledPageOptions,
): PageState | undefined {
  if (checksums !== undefined) return choosePage(pages, { plan, checksums });
  return (
    pages.find(({ draft }) => !draft) ??
    pages.find(
      ({ marker, assets }) =>
        marker?.plan === plan && assets.some(({ name, sha256 }) => name === file && sha256 === marker.checksums),
    )
  );
}

/** Drafts that Releaser made for a tag whose bytes are settled, and that so lead nowhere: all but the one with those bytes, and that one too where the page is public. */
export function leftoverDrafts(pages: readonly PageState[], settled: PageMarker): readonly PageState[] {
  const page = choosePage(pages, settled);
  return pages.filter((one) => one.draft && one.marker !== undefined && one.id !== page?.id);
}
