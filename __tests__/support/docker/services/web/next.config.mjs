export default { output: "standalone", serverExternalPackages: ["pg", "prom-client", "redis"] };
