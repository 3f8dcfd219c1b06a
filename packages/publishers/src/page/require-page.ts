import { failures } from "../failures.ts";
import type { FindPage, PageState, ReleasePage } from "./release-page.ts";

/** The page that is needed. Throws `E_RELEASE_ABSENT`. */
export async function requirePage(
  { page, tag }: { readonly page: ReleasePage; readonly tag: string },
  find: FindPage,
): Promise<PageState> {
  const found = await find();
  if (!found) throw failures.E_RELEASE_ABSENT({ tag, where: page.locate(tag) });
  return found;
}
