package org.cnnprov.server.query.structured;

/** One path of one dataflow: a part of the answer. */
record Branch(DataflowGraph dataflow, Path path) {}
