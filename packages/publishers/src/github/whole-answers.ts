/**
 * A `fetch` whose answers in JSON are whole: one that broke off or ended early rejects, as one that never came. Octokit would take what
 * arrived of it for the answer. Files that are downloaded are left as they are.
 */
export function wholeAnswers(get: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await get(input, init);
    if (response.body === null || !isJson(response) || asksForBytes(init)) return response;
    const text = await response.text();
    if (!isWhole(text)) throw new TypeError(`the answer with status ${response.status} ended early`);
    const { status, statusText, headers, url } = response;
    return Object.defineProperty(new Response(text, { status, statusText, headers }), "url", { value: url });
  };
}

function isJson({ headers }: Response): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/iu.test(headers.get("content-type") ?? "");
}

function asksForBytes(init: RequestInit | undefined): boolean {
  return new Headers(init?.headers).get("accept")?.startsWith("application/octet-stream") === true;
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text === "";
  }
}
