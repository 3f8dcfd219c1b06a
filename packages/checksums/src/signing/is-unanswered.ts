/**
 * Whether an error of the sigstore packages says that a service of theirs, or the way to it, failed: then the same may pass
 * later. Their errors wrap what happened as the cause.
 */
export function isUnanswered(error: unknown): boolean {
  const { code, statusCode, cause } = partsOf(error);
  if (typeof statusCode === "number") return statusCode === 408 || statusCode === 429 || statusCode >= 500;
  return (typeof code === "string" && unanswered.test(code)) || (cause !== undefined && isUnanswered(cause));
}

/** Of the network, of npm's client, and of the list of whom sigstore trusts, which is fetched before anything is verified. */
const unanswered =
  /^(?:ECONN[A-Z]+|EAI_[A-Z]+|ENOTFOUND|EPIPE|E(?:HOST|NET)UNREACH|E[A-Z]*TIME(?:D)?OUT|FETCH_ERROR|TUF_(?:REFRESH|FIND|DOWNLOAD)_[A-Z_]+)$/u;

function partsOf(error: unknown): { readonly code?: unknown; readonly statusCode?: unknown; readonly cause?: unknown } {
  return typeof error === "object" && error !== null ? error : {};
}
