/** Comes next. */
export default function IdeasPage() {
  return null;
}
