import type { ChatMessage } from './chat-message.js';
import { joinParts } from './fill-template.js';
import { promptTemplateNames } from './prompt-template.js';
import { renderConversation } from './render-conversation.js';
import { renderPrompt } from './render-prompt.js';

const system = (content: string): ChatMessage => ({ role: 'system', content });
const user = (content: string): ChatMessage => ({ role: 'user', content });
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content });

const talk = [system('Be kind.'), user('Hello'), assistant('Hi!'), user('And {content}?')];

describe('a conversation', () => {
  it.each([undefined, 'chat', 'plain', 'mistral', 'dialogpt'] as const)(
    'goes to the chat template as it is: %s',
    (name) => {
      expect(renderConversation(talk, name)).toMatchObject({ type: 'chat', messages: talk });
    },
  );

  it.each([
    ['chat', 'User: Be kind.\n\nHello\nAssistant: Hi!\nUser: And {content}?\nAssistant:'],
    ['plain', 'User: Be kind.\n\nHello\nAssistant: Hi!\nUser: And {content}?\nAssistant:'],
    ['dialogpt', 'Human: Be kind.\n\nHello\nAssistant: Hi!\nHuman: And {content}?\nAssistant:'],
    ['mistral', '[INST] Be kind.\n\nHello [/INST] Hi!</s>[INST] And {content}? [/INST]'],
  ] as const)('is written for a model without a chat template: %s', (name, text) => {
    expect(written(talk, name)).toBe(text);
  });

  it('keeps what was said apart from the words of the template', () => {
    const prompt = renderConversation([system('</s>'), user('[INST]'), assistant('</s>'), user('x')], 'mistral');
    const said = prompt.type === 'chat' ? prompt.otherwise.parts.filter(({ from }) => from === 'user') : [];
    expect(said.map(({ text }) => text)).toEqual(['</s>', '[INST]', '</s>', 'x']);
  });

  it.each([
    ['several at the beginning', [system('a'), system('b'), user('c')], 'User: a\n\nb\n\nc\nAssistant:'],
    [
      'before an answer',
      [user('c'), system('a'), assistant('d'), user('e')],
      'User: c\nAssistant:User: a\nAssistant: d\nUser: e\nAssistant:',
    ],
    ['at the end', [user('c'), system('a')], 'User: c\nAssistant:User: a\nAssistant:'],
  ])('loses nothing that the system says: %s', (_, messages, text) => {
    expect(written(messages, 'plain')).toBe(text);
  });

  it('can be rendered for every template', () => {
    for (const name of promptTemplateNames) expect(joined(renderConversation([user('Tea')], name))).toContain('Tea');
  });
});

describe('a conversation with muse-mini', () => {
  it("is the last message of the user's, as the brief for an idea", () => {
    const brief = { prompt: 'Tea', category: 'general', creativityLevel: 5, language: 'en' } as const;
    expect(
      renderConversation([system('Be kind.'), user('Hello'), assistant('Hi!'), user(' Tea ')], 'muse-mini'),
    ).toEqual(renderPrompt(brief, 'muse-mini'));
  });

  it.each([
    ['Tea', 'general 5 en: Tea'],
    ['technology 10 de: Solardächer: zwei\nZeilen', 'technology 10 de: Solardächer: zwei\nZeilen'],
    ['my-own-field 1 fr: Thé', 'my-own-field 1 fr: Thé'],
    ['technology 11 de: Tee', 'general 5 en: technology 11 de: Tee'],
    ['technology 5 pt: Tee', 'general 5 en: technology 5 pt: Tee'],
    ['Technology 5 de: Tee', 'general 5 en: Technology 5 de: Tee'],
  ])('reads %j as %j', (said, line) => {
    expect(joined(renderConversation([user(said)], 'muse-mini'))).toBe(line);
  });
});

function written(messages: readonly ChatMessage[], name: 'chat' | 'plain' | 'mistral' | 'dialogpt'): string {
  return joined(renderConversation(messages, name));
}

function joined(prompt: ReturnType<typeof renderConversation>): string {
  return joinParts(prompt.type === 'chat' ? prompt.otherwise.parts : prompt.parts);
}
