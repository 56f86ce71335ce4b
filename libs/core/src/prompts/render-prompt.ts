import { fillTemplate, joinParts } from './fill-template.js';
import type { IdeaBrief } from './idea-brief.js';
import { ideaInstructions } from './idea-instructions.js';
import { type PromptTemplate, type PromptTemplateName, promptTemplates } from './prompt-template.js';
import type { Prompt, PromptPart, TextPrompt } from './prompt.js';

/** What a model reads for a brief. Without a template: through the model's own chat template, plain where it has none. */
export function renderPrompt(brief: IdeaBrief, name: PromptTemplateName = 'chat'): Prompt {
  const { messages, text }: PromptTemplate = promptTemplates[name];
  const written: TextPrompt = { type: 'text', parts: fillBrief(text, brief) };
  if (messages === undefined) return written;
  const filled = messages.map(({ role, content }) => ({ role, content: joinParts(fillBrief(content, brief)) }));
  return { type: 'chat', messages: filled, otherwise: written };
}

function fillBrief(template: string, { prompt, category, creativityLevel, language }: IdeaBrief): PromptPart[] {
  const { system, instruction } = ideaInstructions[language];
  // Our own texts first: they are part of the template and have names to fill themselves.
  const whole = template.replace('{system}', system).replace('{instruction}', instruction);
  return fillTemplate(whole, { prompt, category, language, level: String(creativityLevel) });
}
