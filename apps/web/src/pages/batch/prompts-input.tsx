import { Button, Text, Textarea } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { Icon } from '../../parts/icon.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './prompts-input.module.css';
import { readFile } from './read-prompts.js';

interface Props {
  text: string;
  onChange: (text: string) => void;
}

/** Bytes of a file that is still read: 10,000 prompts of the longest kind are more than anybody sends. */
const largestFile = 50_000_000;

/** Takes prompts as they come: typed, pasted, dropped, from a file. */
export function PromptsInput({ text, onChange }: Props) {
  const { batch: texts } = useTexts();
  const chooser = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const add = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const prompts = file.size > largestFile ? [] : readFile(file.name, await file.text().catch(() => ''));
    setProblem(prompts.length === 0 ? texts.emptyFile(file.name) : undefined);
    if (prompts.length > 0) onChange([text.trimEnd(), ...prompts].filter((part) => part !== '').join('\n'));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void add(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={classes.place}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Textarea
        label={texts.prompts}
        description={texts.promptsHint}
        placeholder={texts.placeholder}
        // Not as high as its text: to measure thousands of lines takes longer than to show them.
        rows={8}
        resize="vertical"
        classNames={{ input: classes.input }}
        value={text}
        error={problem}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.file}>
        <input
          ref={chooser}
          type="file"
          accept=".csv,.tsv,.txt,.md,text/csv,text/plain"
          hidden
          aria-label={texts.chooseFile}
          onChange={(event) => {
            void add(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="download" size={16} />}
          onClick={() => chooser.current?.click()}
        >
          {texts.chooseFile}
        </Button>
        <Text size="xs" c="dimmed">
          {texts.fileHint}
        </Text>
      </div>
    </div>
  );
}
