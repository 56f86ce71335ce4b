/** Comes next. */
export default function BatchPage() {
  return null;
}
