import { useId } from 'react';
import { useTexts } from '../texts/texts-context.js';
import { Icon } from './icon.js';
import classes from './rating-stars.module.css';

interface Props {
  /** 1 (poor) to 5 (great); null where nobody has rated. */
  value: number | null;
  onChange: (rating: number) => void;
}

const ratings = [1, 2, 3, 4, 5];

/** Five stars to choose from: a radio group, so that arrow keys choose too. */
export function RatingStars({ value, onChange }: Props) {
  const { parts } = useTexts();
  const name = useId();
  return (
    <fieldset className={classes.stars}>
      <legend className={classes.legend}>{parts.rating}</legend>
      {ratings.map((rating) => (
        <label key={rating} className={classes.star} data-on={value !== null && rating <= value}>
          <input
            type="radio"
            name={name}
            checked={value === rating}
            onChange={() => onChange(rating)}
            aria-label={parts.stars(rating)}
          />
          <Icon name="star" size={20} filled={value !== null && rating <= value} />
        </label>
      ))}
    </fieldset>
  );
}
