import { useId } from 'react';
import { useTexts } from '../../texts/texts-context.js';
import classes from './creativity-slider.module.css';
import options from './wish-options.module.css';

interface Props {
  /** 1 (sober) to 10 (wild). */
  value: number;
  onChange: (creativity: number) => void;
}

/** How bold the idea may be, in words. */
export function CreativitySlider({ value, onChange }: Props) {
  const { generate } = useTexts();
  const id = useId();
  const word = generate.creativityWords[value - 1];
  return (
    <div className={classes.creativity}>
      <label htmlFor={id} className={options.label}>
        {generate.creativity}
      </label>
      <div className={classes.row}>
        <input
          id={id}
          type="range"
          min={1}
          max={10}
          value={value}
          aria-valuetext={`${value}, ${word}`}
          className={classes.slider}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
        <span className={classes.word} aria-hidden>
          {word}
        </span>
      </div>
    </div>
  );
}
