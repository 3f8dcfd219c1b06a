import { Octokit } from "@octokit/core";
import { paginateRest, type PaginateInterface } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { isLoopback } from "@releaser/core";
import Bottleneck from "bottleneck";
import { answerFromMemory } from "./answer-from-memory.ts";
import { carefulFetch } from "../careful-fetch.ts";
import { isOwnHost, type GitHubPlace } from "./github-place.ts";
import { wholeAnswers } from "./whole-answers.ts";

export interface GitHubClientOptions {
  readonly place: GitHubPlace;
  /** Without one only what is public is seen. */
  readonly token?: string | undefined;
  readonly signal?: AbortSignal;
  /** Milliseconds for one request; 5 minutes unless told. */
  readonly timeout?: number;
  /** Told what is waited for, where GitHub asks for it. */
  readonly notice?: (text: string) => void;
}

/** GitHub's REST interface for one repository. */
export interface GitHubClient {
  readonly octokit: Octokit & { readonly paginate: PaginateInterface };
  readonly place: GitHubPlace;
  readonly hasToken: boolean;
}

/** Seconds. Somebody who has to wait for longer is told to come back. */
const longestWait = 60;
const mostWaits = 2;

/**
 * Octokit with its retries, its pace (a second between changes, as GitHub asks for) and its paging, and with answers that
 * have not changed taken from memory. It waits where GitHub asks for up to a minute. On this machine, where only a
 * laboratory can be, the pace is left out and waits are a hundredth.
 */
export function openGitHubClient({ place, token, ...options }: GitHubClientOptions): GitHubClient {
  const { timeout = 300_000, signal, notice = () => undefined } = options;
  const here = isLoopback(new URL(place.apiUrl).hostname);
  const wait =
    (kind: string) =>
    (
      ...[seconds, , , count]: readonly [seconds: number, options: object, octokit: unknown, count: number]
    ): boolean => {
      const waits = seconds <= longestWait && count < mostWaits;
      if (waits) notice(`GitHub asks to wait ${seconds} s (${kind})`);
      return waits;
    };
  const second = { retryAfterBaseValue: here ? 10 : 1000 };
  const careful = carefulFetch({ isTrusted: (url) => isOwnHost(place, url), timeout, ...(signal && { signal }) });
  const Client = Octokit.plugin(retry, throttling, paginateRest);
  const octokit = new Client({
    baseUrl: place.apiUrl,
    userAgent: "releaser",
    ...(token !== undefined && { auth: token }),
    log: silent,
    request: { fetch: wholeAnswers(careful) },
    retry: { ...second, retries: 2 },
    throttle: {
      ...second,
      id: `${place.apiUrl} ${place.owner}/${place.repo}`,
      ...(here && unhurried),
      onRateLimit: wait("the hour's requests are used up"),
      onSecondaryRateLimit: wait("too many requests at once"),
    },
  });
  answerFromMemory(octokit);
  return { octokit, place, hasToken: token !== undefined };
}

/** Octokit warns on the console of what users of Releaser cannot change. */
const silent = {
  debug: (): void => undefined,
  info: (): void => undefined,
  warn: (): void => undefined,
  error: (): void => undefined,
};

const group = new Bottleneck.Group({ id: "unhurried", maxConcurrent: 1 });
const unhurried = { write: group, notifications: group };
