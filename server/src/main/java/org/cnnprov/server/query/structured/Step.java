package org.cnnprov.server.query.structured;

/**
 * From a set to one that follows it: the same transformation reads the one and writes the other.
 */
record Step(SetNode previous, SetLink reader, SetLink writer, SetNode next) {}
