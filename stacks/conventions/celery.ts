/**
 * The prefix of every key of Celery in Redis, of its broker and of its results. Redis puts keys whose braces hold the
 * same text into one slot. A cluster of Redis takes a command, a transaction or a script only if its keys share a slot,
 * and Celery's have several keys: a worker waits for a queue's tasks of all priorities with one `BRPOP`.
 *
 * It does not begin with the brace, which Helm would take for a list.
 */
export const CELERY_REDIS_PREFIX = "celery:{slot}:";

/** The list in Redis that has the waiting tasks of Celery's default queue, at the default priority. */
export const CELERY_QUEUE_LIST = `${CELERY_REDIS_PREFIX}celery`;
