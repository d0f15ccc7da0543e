import type { ExecutionRole } from '../execution-role.ts';
import { mlflowServer } from '../mlflow.ts';

/** A tracking server of MLflow. */
export const mlflowTrackingServer: ExecutionRole = mlflowServer('MlflowTrackingServer');
