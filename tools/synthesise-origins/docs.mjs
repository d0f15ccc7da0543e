/** The templates of the developer guide, for static and dynamic resources and each pattern that they tell apart. */
import { clusterCases } from './docs-clusters.mjs';
import { emrTemplates } from './docs-emr.mjs';
import { learningTemplates } from './docs-learning.mjs';
import { machineTemplates } from './docs-machines.mjs';
import { serviceTemplates } from './docs-services.mjs';
import { writeCases } from './write.ts';

const cases = [
  ...serviceTemplates,
  ...clusterCases,
  ...emrTemplates,
  ...learningTemplates,
  ...machineTemplates,
];
writeCases('docs', cases);
console.log(`${cases.length} cases of the developer guide`);
