import type { Candidate, Idea } from '@creative-muse/client';
import { useState } from 'react';
import { RankedList } from '../../parts/candidates/ranked-list.js';
import { useOriginText } from '../../parts/candidates/use-origin-text.js';
import { readIdea } from '../../parts/read-text.js';
import classes from './batch-row.module.css';

/** An idea in a line; behind it its text, and what it was chosen from. */
export function WrittenIdea({ idea }: { idea: Idea }) {
  const [isOpen, setOpen] = useState(false);
  const { title, content } = readIdea(idea);
  if (content === '' && idea.candidates === null) return <span className={classes.title}>{title}</span>;
  return (
    <details className={classes.written} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.title}>{title === '' ? content.slice(0, 90) : title}</summary>
      {content !== '' && <p className={classes.content}>{content}</p>}
      {/* Hundreds of ideas have thousands of candidates: drawn where somebody looks. */}
      {isOpen && idea.candidates !== null && <Origin candidates={idea.candidates} />}
    </details>
  );
}

function Origin({ candidates }: { candidates: readonly Candidate[] }) {
  const text = useOriginText(candidates);
  return (
    <>
      <p className={classes.origin}>{text}</p>
      <RankedList candidates={candidates} />
    </>
  );
}
