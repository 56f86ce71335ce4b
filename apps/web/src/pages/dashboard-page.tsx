/** Comes next. */
export default function DashboardPage() {
  return null;
}
