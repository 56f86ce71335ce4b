"""Where things are."""
from pathlib import Path

HERE = Path(__file__).parent
GRAMMARS = HERE / 'grammar'
# Those that are reported on, and those that a choice may be made on.
PROMPTS, DEV_PROMPTS = HERE / 'eval' / 'prompts.json', HERE / 'eval' / 'dev-prompts.json'
WORK = HERE / '.work'
DATA, CHECKPOINT, FIGURES = WORK / 'data.pkl', WORK / 'checkpoint.pt', WORK / 'training.json'
SHIPPED = HERE.parent.parent / 'models' / 'muse-mini'
