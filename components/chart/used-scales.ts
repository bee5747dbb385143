// The drawing library names its scales at run time and takes all of d3's along, calendars and logarithms included:
// next.config.mjs gives it these, which are all that our axes use.
export { scaleBand, scaleLinear, scalePoint } from "d3-scale";
