import path from "node:path";
import { rulesHold } from "../support/prometheus/rules-hold";

rulesHold(path.resolve("helm-values/monitoring-rules/rules"), path.resolve("__tests__/helm-values/rules"));
