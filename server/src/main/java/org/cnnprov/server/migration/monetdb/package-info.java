/**
 * Reads the text that MonetDB's {@code msqldump} writes: tables with their columns, and their rows,
 * one after the other. Nothing here knows what the tables mean. Read {@link
 * org.cnnprov.server.migration.monetdb.Dump} first; the form is that of {@code dump.c} of MonetDB's
 * client, from 2013 to today.
 */
@NullMarked
package org.cnnprov.server.migration.monetdb;

import org.jspecify.annotations.NullMarked;
