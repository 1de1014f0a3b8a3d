/** Settings of all workers and jobs that run the automation service's image (requirement: celery-worker). */
export const celery = {
  image: "automation",
  // `useradd` gives this id to the first user that an image makes.
  userId: 1000,
} as const;
