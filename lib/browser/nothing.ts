/** Stands for modules that packages import for Node's sake and do not touch in a browser. */
export default {};
