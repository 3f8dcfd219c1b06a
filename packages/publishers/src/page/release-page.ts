/** One file of a release page. */
export interface PageAsset {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hex, over what the page holds now. */
  readonly sha256: string;
}

/** Whose a page is. Two runs of one plan that packed other bytes have a draft each. */
export interface PageMarker {
  /** The plan's digest. */
  readonly plan: string;
  /** SHA-256 of the checksum file, in hex: what tells these bytes from others. */
  readonly checksums: string;
}

/** A release page as it is. */
export interface PageState {
  /** What its methods are given; another one may stand for the same page once it is public. */
  readonly id: string;
  readonly tag: string;
  readonly title: string;
  /** Undefined where somebody else made it. */
  readonly marker: PageMarker | undefined;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly latest: boolean;
  /** Whether its assets can no longer be changed by anybody. */
  readonly immutable: boolean;
  readonly body: string;
  /** Sorted by name. */
  readonly assets: readonly PageAsset[];
  /** Where a person looks at it. */
  readonly where: string;
}

/** What may still be changed once a page is public. */
export interface PageFlags {
  readonly latest: boolean;
  readonly prerelease: boolean;
}

/**
 * Where releases are shown to people. Each method is one step, whole or not at all; of what is public nothing is ever changed
 * but the body, the mark of a prerelease, and which one is latest. Several drafts of one tag may exist side by side, one public
 * page of it.
 */
export interface ReleasePage {
  /** `directory`, `github`. */
  readonly kind: string;
  /** Where a person looks for the page of a tag. */
  locate(tag: string): string;
  /** Where the body of a tag's public page leads to for one of its assets: an address, or a path beside the body. */
  locateAsset(tag: string, name: string): string;
  /** All pages of a tag that are public or were made by Releaser: the public one first, then drafts, the oldest first. */
  list(tag: string): Promise<readonly PageState[]>;
  /** Gives its id. Throws `E_RELEASE_EXISTS` where there is a draft with the same marker already, also one made at the same moment. */
  createDraft(draft: DraftPage): Promise<string>;
  /** Throws `E_RELEASE_PUBLIC` once the page is public. */
  upload(id: string, asset: { readonly name: string; /** Path. */ readonly file: string }): Promise<void>;
  /** Drafts only. */
  remove(id: string, name: string): Promise<void>;
  download(id: string, name: string, toFile: string): Promise<void>;
  setBody(id: string, body: string): Promise<void>;
  /** Changes a page that is public. */
  update(id: string, flags: Partial<PageFlags>): Promise<void>;
  /** Throws `E_RELEASE_EMPTY` where it has no assets, `E_RELEASE_EXISTS` where another page of the tag is public. */
  makePublic(id: string, flags: PageFlags): Promise<void>;
  /** Drafts only. */
  discard(id: string): Promise<void>;
}

export interface DraftPage {
  readonly tag: string;
  readonly title: string;
  readonly marker: PageMarker;
  readonly prerelease: boolean;
}

/** The page of one release as it is now; undefined where there is none. */
export type FindPage = () => Promise<PageState | undefined>;
