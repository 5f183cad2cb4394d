export { openBrowser } from "saddle/tasks/house.ts";

/** Browsers are processes and timers of their own: Deno's leak checks do not fit them. */
export const CLIENT_TEST = { sanitizeOps: false, sanitizeResources: false };
