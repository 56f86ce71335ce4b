import { anIdea } from '../../../../../test/support/fakes/samples.js';
import { toIdeaDto } from '../../generation/idea.dto.js';
import { markdownWriter } from './markdown-writer.js';

const contentOf = (content: string): string =>
  markdownWriter
    .write(toIdeaDto(anIdea({ content })))
    .split('\n\n')
    .slice(1, -1)
    .join('\n\n');

describe('Markdown', () => {
  it('has a heading, the text and what is known', () => {
    const made = { angle: 'audience', parentId: 'old', instruction: '# für Kinder' } as const;
    const known = { ...made, rating: 4, favourite: true, prompt: 'Dach\n\n# Tee' };
    expect(markdownWriter.write(toIdeaDto(anIdea(known)))).toBe(
      [
        '',
        '## Solardächer für Schulen',
        '',
        'Jede Schule bekommt ein Dach, das rechnet.\\',
        'Und eine Klasse, die abliest.',
        '',
        '- prompt: Dach # Tee',
        '- angle: audience',
        '- made of: old',
        '- instruction: \\# für Kinder',
        '- category: technology',
        '- language: de',
        '- model: muse-mini',
        '- rating: 4 of 5',
        '- favourite: yes',
        '- created: 2026-11-24T09:30:00.123Z',
        '- id: 0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['# no heading', '\\# no heading'],
    ['no heading\n===', 'no heading\\\n\\==='],
    ['- no list\n1. neither', '\\- no list\\\n1\\. neither'],
    ['    no code', 'no code'],
    ['```\nno fence', '\\`\\`\\`\\\nno fence'],
    ['<script>alert(1)</script> &amp;', '\\<script\\>alert(1)\\</script\\> \\&amp;'],
    ['[no](javascript:link) ![no](image)', '\\[no\\](javascript:link) !\\[no\\](image)'],
    ['**not bold** _nor this_', '\\*\\*not bold\\*\\* \\_nor this\\_'],
    ['a\\', 'a\\\\'],
    ['one\r\n\r\ntwo', 'one\n\ntwo'],
    ['plain 2.5 - words: (as) they are!', 'plain 2.5 - words: (as) they are!'],
  ])('writes %j as %j', (content, written) => {
    expect(contentOf(content)).toBe(written);
  });
});
