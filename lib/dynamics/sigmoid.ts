/** The logistic function 1 / (1 + e^-t). */
export const sigmoid = (t: number): number => 1 / (1 + Math.exp(-t));
