import { concat, type Observable, of, Subject, throwError } from 'rxjs';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { aGenerationRequest, anIdea } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { splitText } from '../ideas/split-text.js';
import { BatchDiversity } from './batch-diversity.js';
import { Rewriter } from './rewriter.js';

const wish = aGenerationRequest({ ideaId: 'first' });
const died = new MuseError('runner_died', 'It died.');

describe('Rewriter', () => {
  let ideas: MemoryIdeaRepository;
  let diversity: BatchDiversity;
  let undeleted: string[];
  let rewriter: Rewriter;
  /** What was asked for. */
  let asked: GenerationRequest[];

  beforeEach(() => {
    ideas = new MemoryIdeaRepository();
    diversity = new BatchDiversity();
    undeleted = [];
    rewriter = new Rewriter(diversity, ideas, (id) => undeleted.push(id));
    asked = [];
    diversity.add({ title: 'Tee', content: 'Tee im Wald' });
  });

  /** Writes these texts one after the other, each kept before it is complete; an error fails. */
  function writing(...texts: (string | MuseError)[]) {
    return (request: GenerationRequest): Observable<IdeaEvent> => {
      asked.push(request);
      const text = texts.shift()!;
      if (text instanceof MuseError) return throwError(() => text);
      const ideaId = request.ideaId!;
      const idea = anIdea({ id: ideaId, text, ...splitText(text) });
      void ideas.save(idea);
      return of<IdeaEvent[]>(
        { type: 'start', ideaId, modelUsed: 'm' },
        { type: 'text', ideaId, text, progress: 0.5 },
        { type: 'complete', ideaId, idea },
      );
    };
  }

  async function write(...texts: (string | MuseError)[]): Promise<Heard<IdeaEvent>> {
    const heard = listen(rewriter.write(wish, false, writing(...texts)));
    await turn();
    return heard;
  }

  const briefly = ({ events }: Heard<IdeaEvent>): string[] =>
    events.map((event) => {
      if (event.type === 'text') return `text ${event.text}`;
      if (event.type === 'restart') return `restart ${event.attempt}`;
      return event.type === 'complete' ? `complete ${event.idea.title}` : event.type;
    });
  const kept = async (): Promise<string[]> => (await ideas.list(10)).map(({ title }) => title).sort();
  const figures = () => {
    const { ideas: all, distinct, rewritten } = diversity.figures;
    return { ideas: all, distinct, rewritten };
  };

  it('leaves an idea as it is that says something else', async () => {
    const heard = await write('Brot');
    expect(briefly(heard)).toEqual(['start', 'text Brot', 'complete Brot']);
    expect(asked).toEqual([wish]);
    expect(await kept()).toEqual(['Brot']);
    expect(figures()).toEqual({ ideas: 2, distinct: 2, rewritten: 0 });
  });

  it('writes a near-duplicate again, as another idea, and deletes it when that one is kept', async () => {
    const heard = await write('Tee\nTee im Wald!', 'Brot');
    expect(briefly(heard)).toEqual([
      'start',
      'text Tee\nTee im Wald!',
      'restart 2',
      'start',
      'text Brot',
      'complete Brot',
    ]);
    expect(heard.completed).toBe(true);
    expect(asked[1]).toMatchObject({ prompt: wish.prompt, angle: 'constraint', temperature: expect.closeTo(0.85, 9) });
    const restart = heard.events[2];
    expect(restart.ideaId).toBe(asked[1].ideaId);
    expect(restart.ideaId).not.toBe('first');
    expect(await kept()).toEqual(['Brot']);
    expect(figures()).toEqual({ ideas: 2, distinct: 2, rewritten: 1 });
  });

  it('writes it again three times at most, and keeps the last idea as one that says nothing new', async () => {
    const heard = await write('Tee\nTee im Wald', 'Tee\nTee im Wald.', 'TEE\nTee im Wald', 'tee\nTee im Wald', 'never');
    expect(briefly(heard).filter((told) => !/^(start|text)/.test(told))).toEqual([
      'restart 2',
      'restart 3',
      'restart 4',
      'complete tee',
    ]);
    expect(asked).toHaveLength(4);
    expect(new Set(asked.map(({ ideaId }) => ideaId)).size).toBe(4);
    expect(await kept()).toEqual(['tee']);
    expect(figures()).toEqual({ ideas: 2, distinct: 1, rewritten: 1 });
  });

  it('keeps the idea that it had where a rewriting fails, and tells it again', async () => {
    const heard = await write('Tee\nTee im Wald', died);
    expect(briefly(heard)).toEqual([
      'start',
      'text Tee\nTee im Wald',
      'restart 2',
      'restart 3',
      'start',
      'text Tee\nTee im Wald',
      'complete Tee',
    ]);
    expect(heard.events.at(-1)).toMatchObject({ ideaId: 'first', idea: { id: 'first' } });
    expect(heard.completed).toBe(true);
    expect(await kept()).toEqual(['Tee']);
    expect(figures()).toEqual({ ideas: 2, distinct: 1, rewritten: 1 });
  });

  it('keeps the latest idea where a later rewriting fails', async () => {
    await write('Tee\nTee im Wald', 'TEE\nTee im Wald', died);
    expect(await kept()).toEqual(['TEE']);
  });

  it('fails where the first idea does', async () => {
    const heard = await write(died);
    expect(heard).toMatchObject({ events: [], error: died });
    expect(figures()).toEqual({ ideas: 1, distinct: 1, rewritten: 0 });
  });

  it('keeps an angle that was wished for', () => {
    const angled = { ...wish, angle: 'opposite' } as const;
    listen(rewriter.write(angled, true, writing('Tee\nTee im Wald', 'Brot')));
    expect(asked.map(({ angle }) => angle)).toEqual(['opposite', 'opposite']);
  });

  it('counts the starts of other workers among its own', () => {
    const lost = of<IdeaEvent>({ type: 'restart', ideaId: 'x', attempt: 2 });
    const write = writing('Tee\nTee im Wald', 'Brot');
    const heard = listen(rewriter.write(wish, false, (request) => concat(lost, write(request))));
    expect(briefly(heard).filter((told) => told.startsWith('restart'))).toEqual([
      'restart 2',
      'restart 3',
      'restart 4',
    ]);
  });

  it('does not fail where the old idea cannot be deleted', async () => {
    jest.spyOn(ideas, 'delete').mockRejectedValue(new MuseError('storage_failed', 'No.'));
    const heard = await write('Tee\nTee im Wald', 'Brot');
    expect(briefly(heard).at(-1)).toBe('complete Brot');
    expect(undeleted).toEqual(['first']);
    expect(await kept()).toEqual(['Brot', 'Tee']);
  });

  it('tells of the new idea when the old one is deleted, so that nobody sees both', async () => {
    let deleted = (): void => {};
    jest.spyOn(ideas, 'delete').mockReturnValue(new Promise((resolve) => (deleted = () => resolve(true))));
    const heard = await write('Tee\nTee im Wald', 'Brot');
    expect(briefly(heard).at(-1)).toBe('text Brot');
    deleted();
    await turn();
    expect(briefly(heard).at(-1)).toBe('complete Brot');
  });

  it('of two that are finished together measures one by the other', async () => {
    jest.spyOn(ideas, 'delete').mockReturnValue(new Promise(() => {}));
    await write('Tee\nTee im Wald', 'Brot\nBrot und Salz');
    // Nobody has been told of that one yet, and it is there all the same.
    const other = writing('Brot\nBrot und Salz', died);
    const heard = listen(rewriter.write({ ...wish, ideaId: 'second' }, false, other));
    expect(briefly(heard)).toContain('restart 2');
  });

  it('stops where its reader goes, and keeps the idea that is there', async () => {
    const second = new Subject<IdeaEvent>();
    const write = writing('Tee\nTee im Wald');
    const heard = listen(
      rewriter.write(wish, false, (request) => (request.ideaId === 'first' ? write(request) : second)),
    );
    expect(second.observed).toBe(true);
    heard.subscription.unsubscribe();
    expect(second.observed).toBe(false);
    await turn();
    expect(await kept()).toEqual(['Tee']);
  });
});
