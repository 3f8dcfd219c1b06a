import { type Contract, contractsDir, type Package, type Workspace } from "@releaser/core";
import { lastReleases } from "../intent/last-release.ts";
import { oncePer } from "../once-per.ts";
import { isSentinel } from "../versioned.ts";
import { contractOwners, isContractFile } from "./contract-owner.ts";

/** A contract as its owner last released it, and as it stands here. */
export interface PastContract {
  readonly owner: Package;
  /** The owner's last release. */
  readonly tag: string;
  /** Undefined where it is new since. */
  readonly was: Contract | undefined;
  /** Undefined where it is gone. */
  readonly now: Contract | undefined;
}

/**
 * Every contract whose owner was released, by file. Of two files of one name the first counts. Nothing where history cannot
 * tell. Three rules ask, and git is asked once: for the files of each tag, and for all texts together.
 */
export const pastContracts = oncePer((workspace: Workspace): readonly PastContract[] => {
  const contracts = workspace.contracts();
  const sentinel = workspace.members.find(isSentinel);
  if ((contracts.length === 0 && sentinel === undefined) || workspace.history().gap !== undefined) return [];
  const ownerOf = contractOwners(workspace);
  const tagOf = lastReleases(workspace);
  const owners = [...contracts.map((contract) => ownerOf(contract)), sentinel].filter((owner) => owner !== undefined);
  const past = readPast(workspace, new Set(owners.flatMap((owner) => tagOf(owner) ?? [])));
  const here = byName(contracts);
  const kept = [...here.values()].flatMap((now) => {
    const owner = ownerOf(now);
    const tag = owner && tagOf(owner);
    return owner === undefined || tag === undefined ? [] : [{ owner, tag, now, was: past.get(tag)?.get(now.name) }];
  });
  const gone = [...past].flatMap(([tag, of]) =>
    [...of.values()].flatMap((was) => {
      const owner = here.has(was.name) ? undefined : ownerOf(was);
      return owner === undefined || tagOf(owner) !== tag ? [] : [{ owner, tag, was, now: undefined }];
    }),
  );
  return [...kept, ...gone];
});

/** The contracts of each tag, by name. */
function readPast(workspace: Workspace, tags: ReadonlySet<string>): ReadonlyMap<string, ReadonlyMap<string, Contract>> {
  const history = workspace.history();
  const wanted = [...tags].flatMap((ref) =>
    history
      .filesAt(ref, contractsDir)
      .filter(isContractFile)
      .map((file) => ({ ref, file })),
  );
  const read = wanted.length === 0 ? [] : workspace.contractsAt(wanted);
  const found = read.flatMap((contract, index) => {
    const ref = wanted[index]?.ref;
    return contract === undefined || ref === undefined ? [] : [{ ref, contract }];
  });
  const grouped = Map.groupBy(found, ({ ref }) => ref);
  return new Map([...grouped].map(([ref, all]) => [ref, byName(all.map(({ contract }) => contract))]));
}

function byName(contracts: readonly Contract[]): ReadonlyMap<string, Contract> {
  const grouped = Map.groupBy(contracts, ({ name }) => name);
  return new Map([...grouped].flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first]])));
}
