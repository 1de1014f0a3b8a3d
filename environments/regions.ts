/** The regions that an environment may be in, with the zones that sell everything the platform is made of. */
export const REGIONS = {
  "cn-hongkong": ["cn-hongkong-b", "cn-hongkong-c", "cn-hongkong-d"],
  "ap-southeast-1": ["ap-southeast-1a", "ap-southeast-1b", "ap-southeast-1c"],
} as const satisfies Record<string, readonly string[]>;

export type RegionId = keyof typeof REGIONS;

export const REGION_IDS = Object.keys(REGIONS) as [RegionId, ...RegionId[]];
