/** What the detokenizer asks of a vocabulary. */
export interface Vocabulary {
  /** The token as the tokenizer writes it, or undefined for an id it does not know. */
  tokenOf(id: number): string | undefined;
  /** Control tokens, which never become text. */
  isControl(id: number): boolean;
  /** `byte-level` (GPT-2 style: each character stands for a byte) or `sentence-piece` (▁ is a space, <0x0A> is a byte). */
  readonly style: 'byte-level' | 'sentence-piece';
}

const nothing = new Uint8Array(0);
const encoder = new TextEncoder();

/** The bytes of each token, worked out once per token. */
export class TokenBytes {
  private readonly known = new Map<number, Uint8Array>();
  private knownDigits: readonly number[] | undefined = undefined;

  constructor(private readonly vocabulary: Vocabulary) {}

  of(id: number): Uint8Array {
    let bytes = this.known.get(id);
    if (bytes === undefined) {
      bytes = this.workOut(id);
      this.known.set(id, bytes);
    }
    return bytes;
  }

  /** Whether the token begins with white space; control tokens end words too. */
  beginsWord(id: number): boolean {
    const bytes = this.of(id);
    return bytes.length === 0 || bytes[0] === 0x20 || (bytes[0] >= 0x09 && bytes[0] <= 0x0d);
  }

  /** Whether the token holds a letter or a digit; a byte beyond ASCII is taken for part of a letter. */
  isWordy(id: number): boolean {
    return this.of(id).some((byte) => byte >= 0x80 || isAsciiWord(byte));
  }

  /** Whether the token ends with an ASCII digit. */
  endsWithDigit(id: number): boolean {
    return isDigit(this.of(id).at(-1));
  }

  /** The tokens below `count` that begin with an ASCII digit, and so make a number longer. Worked out once. */
  digits(count: number): readonly number[] {
    this.knownDigits ??= Array.from({ length: count }, (_, id) => id).filter((id) => isDigit(this.of(id)[0]));
    return this.knownDigits;
  }

  private workOut(id: number): Uint8Array {
    const token = this.vocabulary.tokenOf(id);
    if (token === undefined || this.vocabulary.isControl(id)) return nothing;
    return this.vocabulary.style === 'byte-level' ? byteLevel(token) : sentencePiece(token);
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isAsciiWord(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** GPT-2's table: printable bytes stand for themselves, the others for characters from U+0100 on, in order. */
const byteOfCharacter = new Map<string, number>();
for (let byte = 0, next = 256; byte < 256; byte += 1) {
  const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  byteOfCharacter.set(String.fromCharCode(printable ? byte : next++), byte);
}

function byteLevel(token: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of token) {
    const byte = byteOfCharacter.get(character);
    // Added tokens that are not control tokens stand in plain text.
    if (byte === undefined) return encoder.encode(token);
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

function sentencePiece(token: string): Uint8Array {
  const byte = /^<0x([0-9A-F]{2})>$/.exec(token);
  return byte === null ? encoder.encode(token.replaceAll('▁', ' ')) : Uint8Array.of(Number.parseInt(byte[1], 16));
}
