/** The templates of the developer guide, for static and dynamic resources and each pattern that they tell apart. */
import { clusterTemplates } from './docs-clusters.mjs';
import { emrTemplates } from './docs-emr.mjs';
import { learningTemplates } from './docs-learning.mjs';
import { machineTemplates } from './docs-machines.mjs';
import { modelTemplates } from './docs-models.mjs';
import { serviceTemplates } from './docs-services.mjs';
import { writeCases } from './write.ts';

const cases = [
  ...serviceTemplates,
  ...clusterTemplates,
  ...emrTemplates,
  ...learningTemplates,
  ...modelTemplates,
  ...machineTemplates,
];
writeCases('docs', cases);
console.log(`${cases.length} cases of the developer guide`);
