# What R's sna says of each network: one line `network|name|numbers`. Arguments: files of networks.
# A network file: number of people; labels of their groups (or nothing); one line `from to` a tie, from 1.
suppressMessages(library(sna))
say <- function(network, name, values) {
  cat(network, name, paste(format(as.numeric(values), digits = 15, trim = TRUE), collapse = " "), sep = "|")
  cat("\n")
}
for (file in commandArgs(trailingOnly = TRUE)) {
  lines <- readLines(file)
  network <- sub("[.]txt$", "", basename(file))
  n <- as.integer(lines[1])
  labels <- strsplit(lines[2], " ")[[1]]
  g <- matrix(0, n, n)
  for (line in lines[-(1:2)]) {
    ends <- as.integer(strsplit(line, " ")[[1]])
    g[ends[1], ends[2]] <- 1
  }
  both <- symmetrize(g, rule = "weak")
  say(network, "betweenness", betweenness(g))
  say(network, "closeness", closeness(g, cmode = "directed"))
  say(network, "harmonic", closeness(g, cmode = "suminvdir") * (n - 1))
  say(network, "connectedness", connectedness(g))
  say(network, "hierarchy", hierarchy(g, measure = "krackhardt"))
  say(network, "efficiency", efficiency(g))
  if (n <= 40) say(network, "lubness", lubness(g))
  say(network, "density", gden(g))
  say(network, "reciprocity", grecip(g, measure = "edgewise"))
  say(network, "two_way", grecip(g, measure = "dyadic.nonnull"))
  say(network, "transitivity", gtrans(both, mode = "graph", measure = "weak"))
  say(network, "cutpoints", cutpoints(both, mode = "graph", return.indicator = TRUE))
  say(network, "cores", kcores(both, mode = "graph"))
  say(network, "in_degree", centralization(g, degree, cmode = "indegree"))
  say(network, "out_degree", centralization(g, degree, cmode = "outdegree"))
  say(network, "degree_centralization", centralization(both, degree, mode = "graph"))
  say(network, "betweenness_centralization", centralization(both, betweenness, mode = "graph"))
  if (is.connected(both)) say(network, "closeness_centralization", centralization(both, closeness, mode = "graph"))
  if (length(labels) == n) {
    found <- brokerage(g, labels)
    for (column in colnames(found$raw.nli)) {
      say(network, paste0("raw_", column), found$raw.nli[, column])
      say(network, paste0("expected_", column), found$exp.nli[, column])
      say(network, paste0("z_", column), found$z.nli[, column])
      say(network, paste0("network_", column), found$raw.gli[column])
      say(network, paste0("network_z_", column), found$z.gli[column])
    }
  }
  if (requireNamespace("igraph", quietly = TRUE)) {
    say(network, "constraint", igraph::constraint(igraph::graph_from_adjacency_matrix(g)))
  }
}
