import type { ChosenTokenLogProb, FinishReason, TextRequest } from '@muse/core/models/text-generation.js';
import { Detokenizer } from './detokenizer.js';
import type { LogProbability, TokenLogProbabilities } from './log-probabilities.js';
import { LoopGuard } from './loop-guard.js';
import { StopStrings } from './stop-strings.js';
import type { TokenBytes } from './token-bytes.js';

/** Log-probabilities of a token whose text may still be held back, and where in the text it begins. */
interface Pending {
  start: number;
  logprob: ChosenTokenLogProb;
}

/** What a reader gets of one sequence: its tokens as text, up to a stop string or a loop. */
export class AnswerText {
  /** How many alternatives the reader wants to hear of with each token; undefined where it wants no log-probabilities. */
  readonly alternatives: number | undefined;
  private readonly detokenizer: Detokenizer;
  private readonly stopStrings: StopStrings;
  private readonly loopGuard: LoopGuard | undefined;
  private readonly pending: Pending[] = [];
  /** Characters of the text so far, and how many of them have left. */
  private written = 0;
  private told = 0;
  private loops = false;

  constructor(
    private readonly tokenBytes: TokenBytes,
    {
      given,
      stop = [],
      logprobs,
      keepLeadingSpace,
      loopGuard = true,
    }: Pick<TextRequest, 'given' | 'stop' | 'logprobs' | 'keepLeadingSpace' | 'loopGuard'>,
  ) {
    this.alternatives = logprobs;
    this.detokenizer = new Detokenizer(tokenBytes, { keepLeadingSpace });
    // What is given is told to its end, whatever it says.
    const isGiven = given !== undefined;
    this.stopStrings = new StopStrings(isGiven ? [] : stop);
    this.loopGuard = loopGuard && !isGiven ? new LoopGuard() : undefined;
  }

  /** Why the text ends itself, if it does. */
  get ends(): FinishReason | undefined {
    if (this.stopStrings.isStopped) return 'stop';
    return this.loops ? 'loop' : undefined;
  }

  /**
   * The text that is certain with the next token. What is held back comes with the last one, unless it is found then that it
   * begins a stop string.
   * @param tokenId undefined where the token that ends texts was chosen, which has no text
   */
  next(tokenId: number | undefined, isLast: boolean, probabilities?: TokenLogProbabilities): string {
    const text = tokenId === undefined ? '' : this.push(tokenId, probabilities);
    return isLast || this.ends !== undefined ? text + this.flush() : text;
  }

  /** The log-probabilities of the tokens in the text that has left since the last call, where they are wanted. */
  takeLogprobs(): ChosenTokenLogProb[] | undefined {
    if (this.alternatives === undefined) return undefined;
    const held = this.pending.findIndex(({ start }) => start >= this.told);
    return this.pending.splice(0, held < 0 ? this.pending.length : held).map(({ logprob }) => logprob);
  }

  private push(tokenId: number, probabilities?: TokenLogProbabilities): string {
    if (probabilities !== undefined) {
      this.pending.push({ start: this.written, logprob: this.describe(tokenId, probabilities) });
    }
    this.loops = this.loopGuard?.push(tokenId) ?? false;
    return this.tell(this.stopStrings.push(this.read(this.detokenizer.push(tokenId))));
  }

  private flush(): string {
    const rest = this.stopStrings.push(this.read(this.detokenizer.flush()));
    return this.tell(rest + this.stopStrings.flush());
  }

  private read(text: string): string {
    this.written += text.length;
    return text;
  }

  private tell(text: string): string {
    this.told += text.length;
    return text;
  }

  private describe(tokenId: number, { logprob, likeliest }: TokenLogProbabilities): ChosenTokenLogProb {
    const named = (one: LogProbability): Omit<ChosenTokenLogProb, 'likeliest'> => {
      const bytes = this.tokenBytes.of(one.tokenId);
      return { ...one, text: new TextDecoder().decode(bytes), bytes: [...bytes] };
    };
    return { ...named({ tokenId, logprob }), likeliest: likeliest.map(named) };
  }
}
