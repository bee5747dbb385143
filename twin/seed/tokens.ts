/**
 * Tokens of one request, by quantile from 0 to 1 in steps of 0.05, as counted in an hour of production traffic of
 * a conversation service: Azure public dataset, LLM inference trace 2023, CC BY 4.0 (Patel et al., "Splitwise:
 * Efficient Generative LLM Inference Using Phase Splitting", ISCA 2024). 19,366 requests.
 */
const contextQuantiles = [
  2, 181, 207, 372, 387, 396, 403, 414, 703, 984, 1020, 1045, 1071, 1097, 1130, 1189, 1315, 1876, 2734, 4083,
  14050,
];
const generatedQuantiles = [
  7, 41, 54, 67, 77, 85, 91, 96, 103, 113, 129, 151, 177, 217, 384, 395, 400, 411, 424, 451, 1000,
];

const drawnOneByOne = 16;

type Random = () => number;

export function contextTokens(requests: number, random: Random): number {
  return total(contextQuantiles, requests, random);
}

export function generatedTokens(requests: number, random: Random): number {
  return total(generatedQuantiles, requests, random);
}

/** Few requests are drawn one by one; of many, the sum is near enough to the mean with its spread. */
function total(quantiles: readonly number[], requests: number, random: Random): number {
  if (requests <= drawnOneByOne) {
    let sum = 0;
    for (let drawn = 0; drawn < requests; drawn += 1) sum += draw(quantiles, random());
    return Math.round(sum);
  }
  let sample = 0;
  for (let drawn = 0; drawn < drawnOneByOne; drawn += 1) sample += draw(quantiles, random());
  const mean = meanOf(quantiles);
  const damping = Math.sqrt(drawnOneByOne / requests);
  return Math.round(requests * (mean + (sample / drawnOneByOne - mean) * damping));
}

function draw(quantiles: readonly number[], at: number): number {
  const place = at * (quantiles.length - 1);
  const below = Math.floor(place);
  const low = quantiles[below] ?? 0;
  return low + ((quantiles[below + 1] ?? low) - low) * (place - below);
}

function meanOf(quantiles: readonly number[]): number {
  let sum = 0;
  for (let at = 1; at < quantiles.length; at += 1)
    sum += ((quantiles[at - 1] ?? 0) + (quantiles[at] ?? 0)) / 2;
  return sum / (quantiles.length - 1);
}
