package org.cnnprov.server.query.structured;

import org.cnnprov.model.SetType;

/**
 * A transformation that reads or writes a data set.
 *
 * @param column of the set's table, which holds the task
 */
record SetLink(long transformation, String tag, SetType type, String column) {}
