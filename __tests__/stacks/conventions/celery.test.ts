import { describe, expect, test } from "@jest/globals";
import { CELERY_QUEUE_LIST, CELERY_REDIS_PREFIX } from "../../../stacks/conventions/celery";

/** The part of a key by which Redis chooses its slot: the text in its first braces, if there is any. */
const hashTag = (key: string) => /^[^{]*\{([^}]+)\}/.exec(key)?.[1];

describe("the prefix of Celery's keys", () => {
  test("puts every key into one slot, whatever braces come behind it", () => {
    const tag = hashTag(CELERY_REDIS_PREFIX);
    expect(tag).toBeDefined();
    expect(hashTag(CELERY_QUEUE_LIST)).toBe(tag);
    expect(hashTag(`${CELERY_REDIS_PREFIX}{other}`)).toBe(tag);
  });

  test("is a text for Helm, and one that Celery does not add to", () => {
    expect(CELERY_REDIS_PREFIX).not.toMatch(/^\{/);
    expect(CELERY_REDIS_PREFIX).toMatch(/[:_.-]$/);
  });
});
