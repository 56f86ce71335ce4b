import { useIdeaStream } from '@creative-muse/client/react';
import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';

export function GeneratePage() {
  const { text, start } = useIdeaStream();
  const [prompt, setPrompt] = useState('');
  return (
    <>
      <Textarea label="Prompt" value={prompt} onChange={(event) => setPrompt(event.currentTarget.value)} />
      <Button onClick={() => start({ prompt })}>Go</Button>
      <Text>{text}</Text>
    </>
  );
}
