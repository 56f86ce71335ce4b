/** Comes next. */
export default function ModelsPage() {
  return null;
}
