"""Where things are."""
from pathlib import Path

HERE = Path(__file__).parent
GRAMMARS = HERE / 'grammar'
PROMPTS = HERE / 'eval' / 'prompts.json'
WORK = HERE / '.work'
DATA, CHECKPOINT, FIGURES = WORK / 'data.pkl', WORK / 'checkpoint.pt', WORK / 'training.json'
SHIPPED = HERE.parent.parent / 'models' / 'muse-mini'
