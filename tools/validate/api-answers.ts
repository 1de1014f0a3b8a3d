import { IMAGE_FACTS, IMAGES } from "../rehearse/cloud/region-picture";

/** What services answer to the calls that data sources make, by action: from the picture that a rehearsal has too. */
export const API_ANSWERS: Readonly<Record<string, (parameters: URLSearchParams) => object>> = {
  // Data source alicloud_images. https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeimages
  DescribeImages: (parameters) => {
    const wanted = parameters.get("ImageId") ?? parameters.get("ImageName");
    const page = Number(parameters.get("PageNumber") ?? 1);
    const found = IMAGES.filter(({ id }) => wanted === null || id === wanted);
    const { architecture, osType, status, sizeGiB } = IMAGE_FACTS;
    const describe = ({ id, platform, created }: (typeof IMAGES)[number]) => ({
      ImageId: id,
      ImageName: id,
      Platform: platform,
      CreationTime: created,
      Architecture: architecture,
      OSType: osType,
      Status: status,
      Size: sizeGiB,
      ImageOwnerAlias: "system",
    });
    return { TotalCount: found.length, PageNumber: page, Images: { Image: page === 1 ? found.map(describe) : [] } };
  },
};
