import { PageTitle } from '../../parts/page-title.js';
import { useTexts } from '../../texts/texts-context.js';

/** The first page: from a prompt to an idea. */
export function GeneratePage() {
  const { generate } = useTexts();
  return <PageTitle title={generate.title} lead={generate.lead} />;
}
