import type { Octokit } from "@octokit/core";
import { statusOf } from "./github-failure.ts";

/**
 * Lets what was read already be asked for with its tag: GitHub answers 304 where nothing is new, which costs no request of
 * the hour and no bytes, and the answer of before stands. Still each question is put to GitHub.
 */
export function answerFromMemory(octokit: Octokit): void {
  type Response = Awaited<ReturnType<typeof octokit.request>>;
  const known = new Map<string, { readonly etag: string; readonly response: Response }>();
  octokit.hook.wrap("request", async (request, options) => {
    const isJson = options.method === "GET" && options.headers.accept !== "application/octet-stream";
    if (!isJson) return await request(options);
    const { url } = octokit.request.endpoint(options);
    const before = known.get(url);
    // Hooks further in are given these very options, whatever this one passes on.
    if (before) options.headers["if-none-match"] = before.etag;
    try {
      const response: Response = await request(options);
      const { etag } = response.headers;
      if (etag !== undefined) known.set(url, { etag, response });
      return response;
    } catch (error) {
      if (before === undefined || statusOf(error) !== 304) throw error;
      return before.response;
    }
  });
}
