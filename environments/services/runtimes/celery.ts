/** What workers and jobs made from the image of the automation service have in common. */
export const celery = {
  image: "automation",
  // The first user that `useradd` makes.
  userId: 1000,
} as const;
