/**
 * Ridge regression in closed form, `(XᵀX + λI)⁻¹ Xᵀy`, around the means: what `y` changes by for each column of `X`, larger
 * where there is more evidence.
 * @param lambda more than 0: so much evidence is held against every coefficient
 */
export function ridge(rows: readonly (readonly number[])[], targets: readonly number[], lambda: number): number[] {
  const means = columnMeans(rows);
  const target = meanOf(targets);
  const matrix = means.map((_, i) => means.map((_, j) => (i === j ? lambda : 0)));
  const right = means.map(() => 0);
  for (const [n, row] of rows.entries()) {
    const centred = row.map((value, i) => value - means[i]);
    for (const [i, value] of centred.entries()) {
      right[i] += value * (targets[n] - target);
      for (const [j, other] of centred.entries()) matrix[i][j] += value * other;
    }
  }
  return solve(matrix, right);
}

/** Share of the variance of `y` that the coefficients explain, less what chance would explain; 0 to 1. */
export function explainedShare(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  coefficients: readonly number[],
): number {
  const freedom = rows.length - coefficients.length - 1;
  const means = columnMeans(rows);
  const target = meanOf(targets);
  let [left, whole] = [0, 0];
  for (const [n, row] of rows.entries()) {
    const guess = row.reduce((sum, value, i) => sum + coefficients[i] * (value - means[i]), target);
    left += (targets[n] - guess) ** 2;
    whole += (targets[n] - target) ** 2;
  }
  if (freedom < 1 || whole === 0) return 0;
  return Math.max(0, 1 - (left / freedom) * ((rows.length - 1) / whole));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function columnMeans(rows: readonly (readonly number[])[]): number[] {
  return (rows[0] ?? []).map((_, i) => meanOf(rows.map((row) => row[i])));
}

/** Gaussian elimination. The matrix is positive definite, so that no pivot is 0 and none has to be looked for. */
function solve(matrix: number[][], right: number[]): number[] {
  for (const [i, row] of matrix.entries()) {
    for (let below = i + 1; below < matrix.length; below++) {
      const factor = matrix[below][i] / row[i];
      for (let j = i; j < row.length; j++) matrix[below][j] -= factor * row[j];
      right[below] -= factor * right[i];
    }
  }
  const solution = right.map(() => 0);
  for (let i = solution.length - 1; i >= 0; i--) {
    const known = solution.reduce((sum, value, j) => (j > i ? sum + matrix[i][j] * value : sum), 0);
    solution[i] = (right[i] - known) / matrix[i][i];
  }
  return solution;
}
