import { randomUUID } from 'node:crypto';
import { concat, defer, from, mergeAll, type Observable, of, switchMap } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import { IdeaDraft } from '../generations/idea-draft.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { highestProgress } from '../generations/progress.js';
import { splitText } from '../ideas/split-text.js';
import type { Candidate } from './candidate.js';
import type { CandidateDraft } from './candidate-draft.js';
import { CandidateScoring, type Ranked } from './candidate-scoring.js';
import { CandidateWriting } from './candidate-writing.js';
import { CrossReading } from './cross-reading.js';
import { EnsemblePlan } from './ensemble-plan.js';
import type { EnsembleRequest, EnsembleTools } from './ensemble-tools.js';
import { Fusing } from './fusing.js';

/** One ensemble: candidates are written, ranked, and one text becomes the idea. */
export class EnsembleRun {
  private readonly ideaId: string;
  private readonly startedAt = performance.now();
  private readonly plan: EnsemblePlan;
  private readonly scoring: CandidateScoring;

  /** @throws MuseError where the request asks for what cannot be. */
  constructor(
    private readonly request: EnsembleRequest,
    private readonly tools: EnsembleTools,
  ) {
    this.ideaId = request.ideaId ?? randomUUID();
    this.plan = new EnsemblePlan(request, tools.models, this.startedAt);
    this.scoring = new CandidateScoring(request, tools);
  }

  /** Cold, for one subscriber; unsubscribing stops whatever is being written. */
  events(): Observable<IdeaEvent> {
    const { ideaId, request, plan, tools, scoring } = this;
    return concat(
      new CandidateWriting(ideaId, request, plan, tools, scoring).events(),
      defer(() => this.afterWriting()),
    );
  }

  /** @throws MuseError of the first candidate where all have failed. */
  private afterWriting(): Observable<IdeaEvent> {
    const { candidates } = this.plan;
    const written = candidates.filter(({ error }) => error === undefined);
    if (written.length === 0) throw MuseError.from(candidates[0].error);
    return concat(
      new CrossReading(this.request, this.plan, this.tools).events(written),
      defer(() => this.scoring.verdicts(written)).pipe(switchMap((ranked) => this.choose(ranked))),
    );
  }

  private choose(ranked: readonly Ranked[]): Observable<IdeaEvent> {
    const { fuser } = this.plan;
    return fuser === undefined ? this.tellBest(ranked) : this.fuse(fuser, ranked);
  }

  private fuse(model: string, ranked: readonly Ranked[]): Observable<IdeaEvent> {
    const sources = ranked.map(({ draft }) => splitText(draft.text));
    const fused = this.plan.fusion(model, sources);
    return concat(
      new Fusing(this.ideaId, this.request, fused, this.plan.share, this.tools).events(),
      defer(() =>
        fused.error !== undefined ? this.tellBest(ranked, fused) : from(this.keepFused(ranked, fused)).pipe(mergeAll()),
      ),
    );
  }

  /** @param failed what was to be made of them, and was not */
  private tellBest(ranked: readonly Ranked[], failed?: CandidateDraft): Observable<IdeaEvent> {
    const { ideaId } = this;
    const [{ draft: best }] = ranked;
    const others = failed === undefined ? [] : [failed.finish()];
    return concat(
      of<IdeaEvent[]>([
        { type: 'start', ideaId, modelUsed: best.model },
        { type: 'text', ideaId, text: best.text, progress: highestProgress },
      ]),
      defer(() => this.keep(best, [...this.finish(ranked), ...others])),
    ).pipe(mergeAll());
  }

  /** What was made of all of them goes before them, whatever its scores. */
  private async keepFused(ranked: readonly Ranked[], fused: CandidateDraft): Promise<IdeaEvent[]> {
    const verdict = await this.scoring.verdict(fused);
    const behind = ranked.map((each) => ({ ...each, verdict: { ...each.verdict, rank: each.verdict.rank + 1 } }));
    const reason = 'It was made of the other candidates.';
    return this.keep(fused, [...this.finish(behind), fused.finish({ ...verdict, rank: 1, reason })]);
  }

  /** All candidates by index, those that failed as well. */
  private finish(ranked: readonly Ranked[]): Candidate[] {
    const verdicts = new Map(ranked.map(({ draft, verdict }) => [draft, verdict]));
    return this.plan.candidates.map((draft) => draft.finish(verdicts.get(draft)));
  }

  private async keep(winner: CandidateDraft, candidates: readonly Candidate[]): Promise<IdeaEvent[]> {
    const draft = new IdeaDraft(this.ideaId, { ...this.request, method: 'ensemble' }, winner.model, this.startedAt);
    draft.append(winner.text);
    // The idea cost all that was read and written for it.
    for (const { usage } of candidates) draft.promptTokens += usage.promptTokens;
    const completionTokens = candidates.reduce((sum, { usage }) => sum + usage.completionTokens, 0);
    const idea = { ...draft.finish(completionTokens), candidates };
    await this.tools.keeper.keep(idea, this.request.trace);
    return [{ type: 'complete', ideaId: this.ideaId, idea }];
  }
}
