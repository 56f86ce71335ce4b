import type { Candidate } from '@muse/core/ensembles/candidate.js';
import type { GenerationMethod, Language } from '@muse/core/ideas/idea.js';
import type { Angle } from '@muse/core/prompts/angle.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeText } from './whole-text.js';

/** One row of the table of ideas. Times are epoch milliseconds. */
@Entity('ideas')
@Index('ideas_of_parent', ['parentId', 'createdAt', 'id'], { where: 'parent_id IS NOT NULL' })
@Index('rated_ensembles', ['createdAt', 'id'], { where: 'rating IS NOT NULL AND candidates IS NOT NULL' })
@Index('ideas_newest', ['createdAt', 'id', 'category', 'language', 'modelUsed', 'rating', 'favourite'])
export class IdeaRecord {
  @PrimaryColumn({ type: 'varchar', length: 36, transformer: wholeText })
  id: string;

  @Column({ type: 'text', transformer: wholeText })
  title: string;

  @Column({ type: 'text', transformer: wholeText })
  content: string;

  /** As JSON: so it was kept before there was `wholeText`. */
  @Column({
    type: 'text',
    nullable: true,
    transformer: {
      to: (text: string | null) => (text === null ? null : JSON.stringify(text)),
      from: (json: string | null) => (json === null ? null : (JSON.parse(json) as string)),
    },
  })
  text: string | null;

  @Column({ type: 'varchar', length: 64 })
  category: string;

  @Column({ type: 'varchar', length: 8 })
  language: Language;

  @Column({ type: 'text', transformer: wholeText })
  prompt: string;

  @Column({ type: 'text', nullable: true })
  angle: Angle | null;

  @Column({ name: 'parent_id', type: 'text', nullable: true, transformer: wholeText })
  parentId: string | null;

  @Column({ type: 'text', nullable: true, transformer: wholeText })
  instruction: string | null;

  @Column({ type: 'integer', nullable: true })
  rating: number | null;

  @Column({ type: 'boolean', default: false })
  favourite: boolean;

  @Column({ name: 'created_at', type: 'bigint' })
  createdAt: number;

  @Column({ name: 'generation_method', type: 'varchar', length: 32 })
  generationMethod: GenerationMethod;

  @Column({ name: 'model_used', type: 'varchar', length: 64 })
  modelUsed: string;

  @Column({ name: 'generation_time', type: 'double precision' })
  generationTime: number;

  @Column({
    type: 'text',
    nullable: true,
    transformer: {
      to: (candidates: readonly Candidate[] | null) => (candidates === null ? null : JSON.stringify(candidates)),
      from: (json: string | null) => (json === null ? null : (JSON.parse(json) as Candidate[])),
    },
  })
  candidates: readonly Candidate[] | null;

  @Column({ type: 'boolean', default: false })
  cached: boolean;

  @Column({ name: 'prompt_tokens', type: 'integer' })
  promptTokens: number;

  @Column({ name: 'completion_tokens', type: 'integer' })
  completionTokens: number;

  /** What searches look at; read by them alone. */
  @Column({ name: 'search_text', type: 'text', default: '', select: false })
  searchText?: string;
}
