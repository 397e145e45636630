/** What can be wrong with a row of a file of people before the policy is asked: `problem.import.<name>` of the catalogue. */
export const IMPORT_PROBLEMS = ['name', 'email', 'kind', 'role', 'class', 'group', 'twice'] as const;
export type ImportProblem = (typeof IMPORT_PROBLEMS)[number];
