import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { type ErrorCode, MuseError } from '@muse/core/errors/muse-error.js';
import type { Idea } from '@muse/core/ideas/idea.js';
import type { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Observable, type Subscriber } from 'rxjs';
import { turn } from './listen.js';
import { anIdea } from './samples.js';

/** Generations that the test ends; their ideas are kept like real ones. Each is named by its prompt, its model and its angle. */
export class FakeGenerations {
  readonly begun: string[] = [];
  readonly clients = new Set<string>();
  private readonly readers = new Map<string, { request: GenerationRequest; reader: Subscriber<IdeaEvent> }>();

  constructor(private readonly ideas: IdeaRepository) {}

  generate(request: GenerationRequest): Observable<IdeaEvent> {
    return new Observable((reader) => {
      const name = [request.prompt, request.model, request.angle].filter((part) => part !== undefined).join(' ');
      this.begun.push(name);
      this.clients.add(request.client);
      this.readers.set(name, { request, reader });
      reader.next({ type: 'start', ideaId: request.ideaId!, modelUsed: request.model! });
      return () => this.readers.delete(name);
    });
  }

  get running(): string[] {
    return [...this.readers.keys()];
  }

  async complete(name: string): Promise<void> {
    const { reader } = this.readers.get(name)!;
    const idea = await this.keepIdea(name);
    reader.next({ type: 'complete', ideaId: idea.id, idea });
    reader.complete();
    await turn();
  }

  /** As if the service were killed between the two. */
  async keepIdea(name: string): Promise<Idea> {
    const { request } = this.readers.get(name)!;
    const idea = anIdea({ id: request.ideaId, prompt: request.prompt });
    await this.ideas.save(idea);
    return idea;
  }

  /** Its worker was lost; it waits for another, until `begin`. */
  restart(name: string): void {
    const { request, reader } = this.readers.get(name)!;
    reader.next({ type: 'restart', ideaId: request.ideaId!, attempt: 2 });
  }

  begin(name: string): void {
    const { request, reader } = this.readers.get(name)!;
    reader.next({ type: 'start', ideaId: request.ideaId!, modelUsed: request.model! });
  }

  async fail(name: string, code: ErrorCode = 'runner_died'): Promise<void> {
    this.readers.get(name)!.reader.error(new MuseError(code, 'It died.'));
    await turn();
  }
}
