import type { PageAsset } from "../release-page.ts";

export interface PageState {
  readonly id: string;
  readonly tag: string;
  readonly title: string;
  readonly marker: { readonly plan: string; readonly checksums: string };
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly latest: boolean;
  readonly immutable: boolean;
  readonly body: string;
  readonly assets: readonly PageAsset[];
}

export interface ReleasePage {
  readonly kind: string;
  locate(tag: string): string;
  list(tag: string): Promise<readonly PageState[]>;
  createDraft(draft: { tag: string; title: string; marker: PageState["marker"]; prerelease: boolean }): Promise<string>;
  upload(id: string, asset: { readonly name: string; readonly file: string }): Promise<void>;
  remove(id: string, name: string): Promise<void>;
  download(id: string, name: string, toFile: string): Promise<void>;
  setBody(id: string, body: string): Promise<void>;
  update(id: string, change: { readonly prerelease?: boolean; readonly latest?: boolean }): Promise<void>;
  makePublic(id: string, options: { readonly latest: boolean; readonly prerelease: boolean }): Promise<void>;
  discard(id: string): Promise<void>;
}
