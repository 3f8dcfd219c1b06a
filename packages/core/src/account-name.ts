/** The source of a pattern for an account's name as anybody may state it: nothing that leads elsewhere as a part of an address. */
export const accountName = "[A-Za-z0-9-]{1,39}";

/**
 * The same as a service's own interface tells it, which may be more: managed accounts have an underscore, and names of apps
 * are longer. Nobody but the service writes it.
 */
export const toldAccountName: string = String.raw`[\w-]{1,100}`;
