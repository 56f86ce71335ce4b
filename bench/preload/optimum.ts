import { FlowNetwork, type Arc } from './min-cost-flow.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { loadSeconds, workSeconds, type Request } from './traces.js';

/** What the clairvoyant cares for. */
export type Objective = 'hits' | 'seconds';

/** Whether the clairvoyant loads before a request comes, or with it and only evicts with hindsight. */
export type Loading = 'ahead' | 'on demand';

/** More than leaving out any one request could save. */
const reward = 1000;

export interface Clairvoyance {
  /** Cold requests or cold seconds, on average over all requests: no policy can have less. */
  bound: number;
  /** What the clairvoyant's own schedule comes to when its delays are replayed. */
  replayed: Outcome;
}

/** How a request is served: its place stays from the request before, or comes from those given up until then. */
interface Choice {
  hold?: { from: number; arc: Arc };
  entries: { from: number; arc: Arc }[];
  release: Arc;
}

/**
 * The best that hindsight can do, as a cheapest flow: the units are the places, each wanders from request to request. It stays
 * with a model at no cost, or is given up and loads another one ahead of its request, which costs the part of the load for
 * which there is no time. Every request is served, in the order of arrival. That a late start delays what comes after in the
 * same place is left out, therefore this is a bound: `replayed` says how close a real schedule comes to it.
 */
export function clairvoyant(
  requests: readonly Request[],
  places: number,
  objective: Objective,
  loading: Loading = 'ahead',
): Clairvoyance {
  const network = new FlowNetwork(3 * requests.length + 2);
  const choices = choicesOf(
    network,
    requests,
    places,
    (delay) => (objective === 'hits' ? Math.sign(delay) : delay),
    loading,
  );
  const cost = network.cheapest(places) + reward * requests.length;
  return { bound: Math.max(0, cost) / requests.length, replayed: replay(requests, choices, places, loading) };
}

// Nodes: 0 is the start, where all places are free; a request has one where a place comes, one where it has served, and one
// for the places that are free by then; the last node is the end.
const comes = (index: number): number => 3 * index + 1;
const served = (index: number): number => 3 * index + 2;
const free = (index: number): number => 3 * index + 3;

function choicesOf(
  network: FlowNetwork,
  requests: readonly Request[],
  places: number,
  costOf: (delay: number) => number,
  loading: Loading,
): Choice[] {
  const last = new Map<string, number>();
  network.add(free(-1), free(0), places, 0);
  return requests.map(({ model }, index): Choice => {
    const from = last.get(model);
    const hold = from === undefined ? undefined : { from, arc: network.add(served(from), comes(index), 1, 0) };
    last.set(model, index);
    network.add(comes(index), served(index), 1, -reward);
    network.add(free(index), index + 1 < requests.length ? free(index + 1) : free(index) + 1, places, 0);
    const release = network.add(served(index), free(index), 1, 0);
    const entries = delaysOf(requests, index, loading).map(({ from, delay }) => ({
      from,
      arc: network.add(free(from), comes(index), 1, costOf(delay)),
    }));
    return { hold, entries, release };
  });
}

/** From which places a request may be served: the last that is free in time, and all that are free later than that. */
function delaysOf(requests: readonly Request[], index: number, loading: Loading): { from: number; delay: number }[] {
  const { at, model } = requests[index];
  const delays: { from: number; delay: number }[] = [];
  const earliest = earliestLoad(requests[index], loading);
  for (let from = index - 1; from >= -1; from--) {
    const freeAt = from < 0 ? 0 : requests[from].at + workSeconds;
    delays.push({ from, delay: exact(Math.max(freeAt, earliest) + loadSeconds[model] - at) });
    if (freeAt <= earliest) break;
  }
  return delays;
}

function earliestLoad({ at, model }: Request, loading: Loading): number {
  return loading === 'ahead' ? at - loadSeconds[model] : at;
}

/** A load that ends with the arrival is in time, whatever the last digit says. */
function exact(delay: number): number {
  return delay < 1e-9 ? 0 : delay;
}

interface Place {
  readyAt: number;
  freeAt: number;
  /** The request after which it was given up. */
  since: number;
}

function replay(requests: readonly Request[], choices: readonly Choice[], places: number, loading: Loading): Outcome {
  const given = Array.from({ length: places }, (): Place => ({ readyAt: 0, freeAt: 0, since: -1 }));
  const kept = new Map<number, Place>();
  const waits = requests.map((request, index) => {
    const { at, model } = request;
    const { hold, entries, release } = choices[index];
    let place: Place;
    if (hold?.arc.capacity === 0) {
      place = kept.get(hold.from)!;
    } else {
      const until = entries.find(({ arc }) => arc.capacity === 0)!.from;
      place = takeLatest(given, until);
      place.readyAt = Math.max(place.freeAt, earliestLoad(request, loading)) + loadSeconds[model];
    }
    const start = Math.max(at, place.readyAt);
    place.freeAt = start + workSeconds;
    if (release.capacity === 0) {
      place.since = index;
      given.push(place);
    } else {
      kept.set(index, place);
    }
    return exact(start - at);
  });
  return outcomeOf(waits);
}

/** Takes the place that was given up last, but not after `until`: the others suit whoever needs one from before. */
function takeLatest(given: Place[], until: number): Place {
  const latest = given.filter(({ since }) => since <= until).sort((a, b) => b.since - a.since)[0];
  given.splice(given.indexOf(latest), 1);
  return latest;
}
