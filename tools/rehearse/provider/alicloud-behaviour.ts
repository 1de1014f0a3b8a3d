import type { TypeBehaviour } from "./behaviour";

export const ALICLOUD_BEHAVIOUR: Readonly<Record<string, TypeBehaviour>> = {};
