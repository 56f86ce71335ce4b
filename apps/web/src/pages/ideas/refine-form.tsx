import type { Idea } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { Button, TextInput } from '@mantine/core';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { FailureNotice } from '../../parts/failure-notice.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './family.module.css';

/** Asks for another idea made of one; leaving stops what is being written. */
export function RefineForm({ idea, onNew }: { idea: Idea; onNew: (idea: Idea) => void }) {
  const { family } = useTexts().ideas;
  const muse = useMuse();
  const [instruction, setInstruction] = useState('');
  const [isWriting, setIsWriting] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const writing = useRef<AbortController>(undefined);
  useEffect(() => () => writing.current?.abort(), []);

  const refine = (event: SyntheticEvent): void => {
    event.preventDefault();
    const controller = new AbortController();
    const { signal } = controller;
    writing.current = controller;
    setFailure(undefined);
    setIsWriting(true);
    muse.ideas.refine(idea.id, { instruction: instruction.trim() }, { signal }).then(onNew, (error: unknown) => {
      if (signal.aborted) return;
      setIsWriting(false);
      setFailure(toFailure(error));
    });
  };
  return (
    <form className={classes.refine} onSubmit={refine}>
      <TextInput
        className={classes.instruction}
        label={family.refine}
        placeholder={family.placeholder}
        value={instruction}
        maxLength={4000}
        onChange={({ currentTarget }) => setInstruction(currentTarget.value)}
      />
      <Button type="submit" disabled={instruction.trim() === ''} loading={isWriting}>
        {family.write}
      </Button>
      {failure !== undefined && <FailureNotice failure={failure} />}
    </form>
  );
}
