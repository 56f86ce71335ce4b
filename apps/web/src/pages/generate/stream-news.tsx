import type { IdeaStreamState } from '@creative-muse/client/react';
import { Icon } from '../../parts/icon.js';
import { useTexts } from '../../texts/texts-context.js';
import { countOf } from '../../parts/candidates/ensemble-wish.js';
import classes from './idea-sheet.module.css';
import { useSession } from './session.js';

/** What is to be said about a stream beside its text; most of the time nothing. */
export function StreamNews({ stream }: { stream: IdeaStreamState }) {
  const { generate } = useTexts();
  const { ensemble } = useSession().sent ?? {};
  const { status, position, isLost, text, attempt, candidates } = stream;
  if (isLost) {
    return (
      <p className={classes.news}>
        <Icon name="offline" size={16} />
        {generate.lost}
      </p>
    );
  }
  const isAnew = attempt > 1 && (status === 'queued' || status === 'writing');
  if (isAnew && position === undefined) return <p className={classes.news}>{generate.restarted}</p>;
  if (status === 'queued') return <p className={classes.news}>{generate.queued(position ?? 1)}</p>;
  if (status === 'stopped') return <p className={classes.news}>{generate.stopped}</p>;
  if (status === 'connecting') return <p className={classes.news}>{generate.connecting}</p>;
  if (status !== 'writing' || text !== '') return null;
  if (ensemble === undefined) return <p className={classes.news}>{generate.thinking}</p>;
  const ended = candidates.filter(({ candidate }) => candidate !== undefined).length;
  const all = countOf(ensemble);
  return <p className={classes.news}>{ended < all ? generate.written(ended, all) : generate.comparing}</p>;
}
