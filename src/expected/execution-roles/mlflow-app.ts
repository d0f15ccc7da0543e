import type { ExecutionRole } from '../execution-role.ts';
import { mlflowServer } from '../mlflow.ts';

/** MLflow without a server of one's own. */
export const mlflowApp: ExecutionRole = mlflowServer('MlflowApp');
