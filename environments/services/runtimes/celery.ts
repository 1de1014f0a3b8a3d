/** What workers and jobs made from the automation service's image have in common (requirement: celery-worker). */
export const celery = {
  image: "automation",
  // The first user that `useradd` makes.
  userId: 1000,
} as const;
