import { anglesIn } from './angles.js';
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

function fillBrief(template: string, brief: IdeaBrief): PromptPart[] {
  const { prompt, category, creativityLevel, language, refinement } = brief;
  // Our own texts first: they are part of the template and have names to fill themselves.
  const whole = template
    .replace('{system}', ideaInstructions[language].system)
    .replace('{instruction}', instructionFor(brief));
  const level = String(creativityLevel);
  const { title = '', content = '' } = refinement?.parent ?? {};
  const wish = refinement?.instruction ?? '';
  const sources = (brief.sources ?? []).map((idea) => `${idea.title}\n${idea.content}`).join('\n\n');
  return fillTemplate(whole, {
    prompt,
    category,
    language,
    level,
    topic: topicOf(brief),
    title,
    content,
    wish,
    sources,
  });
}

function instructionFor({ language, angle, refinement, sources }: IdeaBrief): string {
  const { instruction, refining, fusing } = ideaInstructions[language];
  const wanted = sources !== undefined ? fusing : refinement !== undefined ? refining : instruction;
  return angle === undefined ? wanted : `${wanted} ${anglesIn[language][angle].instruction}`;
}

/** All that a model reads which knows topics alone. It cannot rewrite a text: it gets the wish, not the old idea. */
function topicOf({ prompt, language, angle, refinement }: IdeaBrief): string {
  const seen = angle === undefined ? prompt : `${prompt} ${anglesIn[language][angle].words}`;
  return refinement === undefined ? seen : `${seen} ${refinement.instruction}`;
}
