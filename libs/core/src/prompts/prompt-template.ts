import type { ChatMessage } from './chat-message.js';
import type { IdeaBrief } from './idea-brief.js';
import { ideaInstructions } from './idea-instructions.js';

/** Turns a brief into the messages that a kind of model understands. */
type PromptTemplate = (brief: IdeaBrief) => readonly ChatMessage[];

/** The templates that a catalog entry may name as its `prompt_template`. */
export const promptTemplates = {
  /** muse-mini was trained on exactly this line. */
  'muse-mini': ({ category, creativityLevel, language, prompt }) => [
    { role: 'user', content: `${category} ${creativityLevel} ${language}: ${prompt}` },
  ],
  /** Instruction-tuned models: who they are, then what is wanted, in the language of the idea. */
  chat: (brief) => {
    const { system, task } = ideaInstructions[brief.language];
    return [
      { role: 'system', content: system },
      { role: 'user', content: task(brief) },
    ];
  },
} satisfies Record<string, PromptTemplate>;

export type PromptTemplateName = keyof typeof promptTemplates;

export const promptTemplateNames = Object.keys(promptTemplates) as PromptTemplateName[];
