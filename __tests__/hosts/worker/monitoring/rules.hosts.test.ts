import path from "node:path";
import { HOSTS } from "../../../support/hosts/host-machine";
import { rulesHold } from "../../../support/prometheus/rules-hold";

rulesHold(path.join(HOSTS, "worker/opt/ainav/monitoring/rules"), path.join(__dirname, "rules"));
