import { type Resumable, ResumableRepository } from '@muse/core/generations/resumable-repository.js';

/** Resumable generations in a Map: passes `test/conformance/resumable-repository.ts` like the real ones. */
export class MemoryResumableRepository extends ResumableRepository {
  private readonly resumables = new Map<string, Resumable>();

  override async add(resumable: Resumable): Promise<void> {
    if (this.resumables.has(resumable.id)) throw new Error(`There is a generation ${resumable.id} already.`);
    this.resumables.set(resumable.id, { ...resumable });
  }

  override async find(id: string): Promise<Resumable | undefined> {
    const found = this.resumables.get(id);
    return found && { ...found };
  }

  override async remove(id: string): Promise<void> {
    this.resumables.delete(id);
  }

  override async removeBefore(time: Date): Promise<void> {
    for (const [id, { startedAt }] of this.resumables) if (startedAt < time) this.resumables.delete(id);
  }
}
