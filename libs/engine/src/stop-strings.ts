/** A place in the tree of all stop strings: the text ends with the beginning of a stop string that leads here. */
interface Place {
  /** Length of that beginning, in UTF-16 units. */
  readonly depth: number;
  readonly next: Map<number, Place>;
  /** The place of the longest shorter beginning that the text ends with too. */
  shorter?: Place;
  /** Length of the longest stop string that ends here; 0 for none. */
  found: number;
}

export const stopLimits = { strings: 8, characters: 100 };

/**
 * Cuts a text, as it comes, before the first stop string in it: the one that begins earliest. Text leaves at once unless it
 * may be the beginning of a stop string; that part is held back until it is certain.
 *
 * The machine is Aho and Corasick's (1975): linear in the text, however many stop strings there are and however the text is
 * cut into pieces. It walks by code points, so that no character is cut in two.
 */
export class StopStrings {
  private readonly root: Place = { depth: 0, next: new Map(), found: 0 };
  private place = this.root;
  /** Text that has not left. */
  private held = '';
  /** Where in `held` the earliest stop string so far begins. */
  private start?: number;
  private stopped = false;

  /** @param strings At most 8, of 1 to 100 characters each; none lets everything pass. */
  constructor(strings: readonly string[]) {
    const isFit = (string: string): boolean => string !== '' && [...string].length <= stopLimits.characters;
    if (strings.length > stopLimits.strings || !strings.every(isFit)) {
      throw new RangeError(`At most ${stopLimits.strings} stop strings, of 1 to ${stopLimits.characters} characters.`);
    }
    for (const string of strings) this.plant(string);
    this.connect();
  }

  /** Whether a stop string was found, so that the text is complete and nothing more will leave. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** Takes the next piece of the text, whole characters, and returns what is certain now. */
  push(piece: string): string {
    if (this.stopped || piece === '') return '';
    if (this.root.next.size === 0) return piece;
    let at = this.held.length;
    this.held += piece;
    while (at < this.held.length) {
      const codePoint = this.held.codePointAt(at) ?? 0;
      at += unitsOf(codePoint);
      this.place = this.step(codePoint);
      const begun = at - this.place.depth;
      if (this.place.found > 0) this.start = Math.min(this.start ?? at, at - this.place.found);
      // Nothing that is still open begins before the stop string that was found: it is the first.
      if (this.start !== undefined && begun >= this.start) return this.stop(this.start);
    }
    // What is open begins before a stop string that was found: until it is decided, both stay.
    return this.release(this.held.length - this.place.depth);
  }

  /** The text has ended: returns what was held back, up to a stop string. */
  flush(): string {
    return this.start === undefined ? this.release(this.held.length) : this.stop(this.start);
  }

  private stop(start: number): string {
    const text = this.release(start);
    this.held = '';
    this.start = undefined;
    this.stopped = true;
    return text;
  }

  private release(length: number): string {
    const text = this.held.slice(0, length);
    this.held = this.held.slice(length);
    if (this.start !== undefined) this.start -= length;
    return text;
  }

  private step(codePoint: number): Place {
    let place: Place | undefined = this.place;
    while (place !== undefined) {
      const next = place.next.get(codePoint);
      if (next !== undefined) return next;
      place = place.shorter;
    }
    return this.root;
  }

  private plant(string: string): void {
    let place = this.root;
    for (const character of string) {
      const codePoint = character.codePointAt(0) ?? 0;
      let next = place.next.get(codePoint);
      if (next === undefined) {
        next = { depth: place.depth + character.length, next: new Map(), found: 0 };
        place.next.set(codePoint, next);
      }
      place = next;
    }
    place.found = string.length;
  }

  /** Finds for every place the longest shorter one, level by level: that of a place's parent is known before its own. */
  private connect(): void {
    const level: Place[] = [this.root];
    for (const parent of level) {
      for (const [codePoint, place] of parent.next) {
        this.place = parent.shorter ?? this.root;
        place.shorter = parent === this.root ? this.root : this.step(codePoint);
        place.found = Math.max(place.found, place.shorter.found);
        level.push(place);
      }
    }
    this.place = this.root;
  }
}

function unitsOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}
