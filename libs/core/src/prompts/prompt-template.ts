import type { ChatMessage } from './chat-message.js';

/**
 * How a kind of model wants to be asked. `{system}` and `{instruction}` stand for the texts of `idea-instructions.ts`;
 * `{category}`, `{level}`, `{language}` and `{prompt}` for the user's words, `{topic}` for the prompt with the few words of an
 * angle or of a refinement behind it.
 */
export interface PromptTemplate {
  /** For the model's own chat template, where it has one. */
  messages?: readonly ChatMessage[];
  /** What the model reads as it stands. */
  text: string;
  /** Whether such a model does what it is told, whatever it is; left out, it only goes on with texts like those it has learned. */
  followsInstructions?: boolean;
}

/** Without any mark: what every model can read. */
const plain = '{system}\n\n{instruction}\n';
/** muse-mini was trained on exactly this line. */
const museMini = '{category} {level} {language}: {topic}';

/** The templates that a catalog entry may name as its `prompt_template`. */
export const promptTemplates = {
  'muse-mini': { messages: [{ role: 'user', content: museMini }], text: museMini },
  chat: {
    messages: [
      { role: 'system', content: '{system}' },
      { role: 'user', content: '{instruction}' },
    ],
    text: plain,
    followsInstructions: true,
  },
  mistral: { text: '[INST] {system}\n\n{instruction} [/INST]', followsInstructions: true },
  dialogpt: { text: 'Human: {system}\n\n{instruction}\nAssistant:' },
  plain: { text: plain },
} as const satisfies Record<string, PromptTemplate>;

export type PromptTemplateName = keyof typeof promptTemplates;

export const promptTemplateNames = Object.keys(promptTemplates) as PromptTemplateName[];

/** Whether models that are asked in this way follow instructions; without a name, through the model's own chat template. */
export function followsInstructions(name: PromptTemplateName = 'chat'): boolean {
  const { followsInstructions: follows = false }: PromptTemplate = promptTemplates[name];
  return follows;
}
