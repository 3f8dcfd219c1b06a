/** One file of a release page. */
export interface PageAsset {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hex, over what the page holds now. */
  readonly sha256: string;
}

/** A release page as it is. */
export interface PageState {
  readonly tag: string;
  readonly title: string;
  /** What tells whose it is: the plan's digest. */
  readonly marker: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly latest: boolean;
  readonly body: string;
  /** Sorted by name. */
  readonly assets: readonly PageAsset[];
}

/** Where releases are shown to people. Each method is one step, whole or not at all; what is public is never changed but for its body and which one is latest. */
export interface ReleasePage {
  /** `directory`, `github`. */
  readonly kind: string;
  /** Where a person looks. */
  locate(tag: string): string;
  find(tag: string): Promise<PageState | undefined>;
  /** Throws `E_RELEASE_EXISTS` where there is one already, also one made at the same moment. */
  createDraft(draft: DraftPage): Promise<void>;
  /** Throws `E_RELEASE_PUBLIC` once the page is public. */
  upload(tag: string, asset: { readonly name: string; /** Path. */ readonly file: string }): Promise<void>;
  remove(tag: string, name: string): Promise<void>;
  download(tag: string, name: string, toFile: string): Promise<void>;
  setBody(tag: string, body: string): Promise<void>;
  /** Also sets which release is the latest: this one, or not this one. */
  makePublic(tag: string, options: { readonly latest: boolean }): Promise<void>;
  /** Drafts only. */
  discard(tag: string): Promise<void>;
}

export interface DraftPage {
  readonly tag: string;
  readonly title: string;
  readonly marker: string;
  readonly prerelease: boolean;
}
