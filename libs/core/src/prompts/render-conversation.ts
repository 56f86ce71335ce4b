import { languages } from '../ideas/idea.js';
import type { ChatMessage } from './chat-message.js';
import type { IdeaBrief } from './idea-brief.js';
import type { PromptTemplateName } from './prompt-template.js';
import type { Prompt, PromptPart } from './prompt.js';
import { renderPrompt } from './render-prompt.js';

/** How a model without a chat template of its own reads a conversation; `{content}` stands for what somebody said. */
interface Turns {
  /** Ends where the answer begins. */
  user: string;
  assistant: string;
}

const spoken: Turns = { user: 'User: {content}\nAssistant:', assistant: ' {content}\n' };

const turnsOf: Readonly<Record<Exclude<PromptTemplateName, 'muse-mini'>, Turns>> = {
  mistral: { user: '[INST] {content} [/INST]', assistant: ' {content}</s>' },
  dialogpt: { user: 'Human: {content}\nAssistant:', assistant: ' {content}\n' },
  chat: spoken,
  plain: spoken,
};

/**
 * What a model reads for a conversation: the messages through its own chat template, or written as its catalog entry says.
 * muse-mini holds no conversation: it reads the last message of the user's as the brief for an idea.
 * @param messages At least one is the user's, and the last one is not the assistant's.
 */
export function renderConversation(messages: readonly ChatMessage[], name: PromptTemplateName = 'chat'): Prompt {
  if (name === 'muse-mini') return renderPrompt(briefIn(messages), name);
  return { type: 'chat', messages, otherwise: { type: 'text', parts: writeTurns(messages, turnsOf[name]) } };
}

/** What the system says stands before the next words of the user's. */
function writeTurns(messages: readonly ChatMessage[], turns: Turns): PromptPart[] {
  const parts: PromptPart[] = [];
  let said: string[] = [];
  messages.forEach(({ role, content }, index) => {
    said.push(content);
    if (role === 'system' && index < messages.length - 1 && messages[index + 1].role !== 'assistant') return;
    parts.push(...writeTurn(role === 'assistant' ? turns.assistant : turns.user, said));
    said = [];
  });
  return parts;
}

function writeTurn(template: string, said: readonly string[]): PromptPart[] {
  const [before, after] = template.split('{content}');
  const words = said.flatMap((text, index): PromptPart[] => [
    ...(index === 0 ? [] : [{ from: 'template', text: '\n\n' } as const]),
    { from: 'user', text },
  ]);
  const whole: PromptPart[] = [{ from: 'template', text: before }, ...words, { from: 'template', text: after }];
  return whole.filter(({ text }) => text !== '');
}

/** The form in which muse-mini was trained; whoever knows it may write it. */
const brief = new RegExp(`^([a-z0-9]+(?:-[a-z0-9]+)*) ([1-9]|10) (${languages.join('|')}): (.*)$`, 's');

function briefIn(messages: readonly ChatMessage[]): IdeaBrief {
  const said = messages.findLast(({ role }) => role === 'user')?.content.trim() ?? '';
  const written = brief.exec(said);
  if (written === null) return { category: 'general', creativityLevel: 5, language: 'en', prompt: said };
  const [, category, level, language, prompt] = written;
  return { category, creativityLevel: Number(level), language: language as IdeaBrief['language'], prompt };
}
