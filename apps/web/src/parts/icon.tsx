/** Drawn on 24 by 24 with a line of 1.7: what is between the tags of the picture. */
const drawings = {
  muse: <path d="M12 3c.9 5.4 3.6 8.1 9 9-5.4.9-8.1 3.6-9 9-.9-5.4-3.6-8.1-9-9 5.4-.9 8.1-3.6 9-9Z" />,
  batch: <path d="m12 3 9 5-9 5-9-5 9-5Zm-9 9.5 9 5 9-5M3 17l9 5 9-5" transform="translate(0 -.7)" />,
  models: <path d="m12 3 8 4.5v9L12 21l-8-4.5v-9L12 3Zm0 9 8-4.5M12 12v9m0-9L4 7.5" />,
  dashboard: <path d="M4 20V11m5.3 9V4m5.4 16v-6.5M20 20V8" />,
  ideas: <path d="M5 4.5h11a3 3 0 0 1 3 3V20H8a3 3 0 0 1-3-3V4.5Zm0 12a3 3 0 0 1 3-3h11M9 8.5h6" />,
  sun: (
    <path d="M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-5.5v2m0 15v2M2.5 12h2m15 0h2M5.3 5.3l1.4 1.4m10.6 10.6 1.4 1.4m0-13.4-1.4 1.4M6.7 17.3l-1.4 1.4" />
  ),
  moon: <path d="M20 14.2A8.3 8.3 0 0 1 9.8 4a8.3 8.3 0 1 0 10.2 10.2Z" />,
  copy: (
    <path d="M9 9h9.5a1.5 1.5 0 0 1 1.5 1.5V20H10.5A1.5 1.5 0 0 1 9 18.5V9Zm-3.5 6H4V5.5A1.5 1.5 0 0 1 5.5 4H15v1.5" />
  ),
  check: <path d="m4.5 12.5 5 5 10-11" />,
  again: <path d="M20 12a8 8 0 1 1-2.5-5.8M20 3.5v4.5h-4.5" />,
  stop: <rect x="6.5" y="6.5" width="11" height="11" rx="2" fill="currentColor" />,
  star: <path d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8L12 3.5Z" />,
  heart: (
    <path d="M12 20C6.5 16.3 3.5 13 3.5 9.3A4.5 4.5 0 0 1 12 7.2a4.5 4.5 0 0 1 8.5 2.1C20.5 13 17.5 16.3 12 20Z" />
  ),
  trash: (
    <path d="M4.5 6.5h15m-9-3h3m-7 3 .9 12.6a1.5 1.5 0 0 0 1.5 1.4h6.2a1.5 1.5 0 0 0 1.5-1.4l.9-12.6M10 10.5v6m4-6v6" />
  ),
  search: <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm5 11.5 5 5" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  download: <path d="M12 3.5v12m0 0-4.5-4.5M12 15.5l4.5-4.5M4 20h16" />,
  compare: <path d="M4 5h6.5v14H4V5Zm9.5 0H20v14h-6.5V5Z" />,
  branch: (
    <path d="M7 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm0 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm10-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM7 8.5v7m10-4c0 3.5-10 1-10 4" />
  ),
  dice: (
    <>
      <rect x="4" y="4" width="16" height="16" rx="3.5" />
      <path d="M9 9h.01M15 15h.01M15 9h.01M9 15h.01" strokeWidth="2.4" />
    </>
  ),
  warning: <path d="M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.5v.01" />,
  key: <path d="M15.5 3.5a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM12 12l-8 8m2.5-2.5 2.5 2.5" />,
  offline: (
    <path d="M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 11.8a10 10 0 0 1 4.5-2.5m5 0a10 10 0 0 1 4.5 2.5M12 19.5h.01" />
  ),
} as const;

export type IconName = keyof typeof drawings;

/** A picture that says nothing by itself: what it is for stands beside it, or in the label of its button. */
export function Icon({ name, size = 18, filled = false }: { name: IconName; size?: number; filled?: boolean }) {
  return (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      {drawings[name]}
    </svg>
  );
}
