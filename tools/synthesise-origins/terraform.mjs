/** The policies of `service_integrations` of terraform-aws-modules/step-functions, one integration a case. */
import { clusterIntegrations } from './terraform-clusters.mjs';
import { ORIGIN } from './terraform-module.mjs';
import { serviceIntegrations } from './terraform-services.mjs';
import { writeCases } from './write.ts';

const cases = [...serviceIntegrations, ...clusterIntegrations];
writeCases('terraform', cases);
console.log(`${cases.length} cases of ${ORIGIN}`);
